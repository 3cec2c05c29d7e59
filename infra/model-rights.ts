import type { BedrockModel } from './models.ts';

/** The permissions of a function that asks these models: to ask each of them, and no other. */
export function mayAskModels(models: readonly BedrockModel[]) {
  if (models.length === 0) return [];
  const { partition } = aws.getPartitionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const arnFor = (service: string, region: string, account: $util.Input<string>, name: string) =>
    $interpolate`arn:${partition}:${service}:${region}:${account}:${name}`;
  return models.flatMap(({ model, region, endpoint }) => {
    if (endpoint === 'mantle') {
      // This endpoint knows rights on projects only, and without a header asks in the default one.
      const project = arnFor('bedrock-mantle', region, accountId, 'project/default');
      return [{ actions: ['bedrock-mantle:CreateInference'], resources: [project] }];
    }
    const actions = ['bedrock:InvokeModel'];
    const behind = modelBehind(model);
    const isArn = model.startsWith('arn:');
    if (behind === null) {
      const own = isArn ? model : arnFor('bedrock', region, '', `foundation-model/${model}`);
      return [{ actions, resources: [own] }];
    }
    const profile = isArn ? model : arnFor('bedrock', region, accountId, `inference-profile/${model}`);
    return [
      { actions, resources: [profile] },
      {
        actions,
        // A profile decides in which region the model answers.
        resources: [arnFor('bedrock', '*', '', `foundation-model/${behind}`)],
        conditions: [{ test: 'StringEquals', variable: 'bedrock:InferenceProfileArn', values: [profile] }],
      },
    ];
  });
}

/** The model behind an inference profile: an application's own profile does not tell; null if it is no profile. */
function modelBehind(model: string): string | null {
  if (/:application-inference-profile\//.test(model)) return '*';
  const [, behind = null] =
    /^(?:arn:.*:inference-profile\/)?(?:[a-z]{2,5}|us-gov|global)\.([a-z\d-]+\..+)$/.exec(model) ?? [];
  return behind;
}
