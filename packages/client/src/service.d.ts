// Written by `pnpm write-openapi` from docs/openapi.json: change what that is made from, and run it.
interface components {
  schemas: {
    /** @description A quote of a turn, or a tool call that succeeded. `turn` and `activity` count from 0 in their window. */
    Evidence:
      | {
          window_number: number;
          turn: number;
          speaker: 'agent' | 'customer' | 'other';
          quote: string;
          agent_id?: string | null;
        }
      | {
          window_number: number;
          activity: number;
          name: string;
        };
    /** @description The analysis of a call. */
    OwnAnalytics: {
      call_id: string;
      client_email: string;
      created_at: string;
      agent_id: string | null;
      sentiment: {
        score: number | null;
        label: ('Positive' | 'Neutral' | 'Negative') | null;
      };
      satisfaction: {
        score: number | null;
        prediction: ('Satisfied' | 'Neutral' | 'Dissatisfied') | null;
      };
      emotions: {
        emotion: string;
        intensity: number;
      }[];
      callMetrics: {
        duration: string | null;
        agentTalkTime: number | null;
        customerTalkTime: number | null;
        holdTime: number | null;
      };
      issueResolution: {
        resolved: boolean | null;
        category: string | null;
        resolutionTimeMinutes: number | null;
        escalationRisk: number | null;
      };
      agentPerformance: {
        professionalismScore: number;
        empathyScore: number;
        knowledgeScore: number;
        avgResponseLatencySeconds: number | null;
      } | null;
      keyInsights: string[];
      actionItems: string[];
      tags: string[];
      memory: {
        deliverables: string[];
        improvementAreas: string[];
      };
      summary: string;
      modelSummary?: {
        text: string;
        evidence: components['schemas']['Evidence'][];
      }[];
      language?: string | null;
      about?: {
        text: string;
        evidence: components['schemas']['Evidence'][];
      } | null;
      endedAt?: string;
      handedOver?: boolean;
      continues?: string | null;
      commitments: {
        id: string;
        text: string;
        label?: string;
        owner: 'agent' | 'customer';
        agent_id?: string | null;
        madeAt?: string;
        dueAt: string | null;
        dueTime?: string | null;
        conditional?: boolean;
        waitsFor?: string | null;
        recurring?: boolean;
        carried?: boolean;
        evidence: components['schemas']['Evidence'][];
      }[];
      closings: {
        commitment_id: string;
        status: 'kept' | 'missed' | 'attempted' | 'replaced' | 'withdrawn';
        by?: string | null;
        at: string;
        on?: string | null;
        now?: boolean;
        evidence: components['schemas']['Evidence'][];
      }[];
      settles?: {
        call_id: string;
        evidence: components['schemas']['Evidence'][];
      }[];
      evidence: {
        keyInsights: components['schemas']['Evidence'][][];
        actionItems: components['schemas']['Evidence'][][];
        deliverables: components['schemas']['Evidence'][][];
        improvementAreas: components['schemas']['Evidence'][][];
      };
      metrics: {
        basis: 'measured' | 'estimated' | 'words';
        totalConversationDurationMillis: number | null;
        talkTime: {
          agent: {
            millis: number | null;
            percent: number | null;
          };
          customer: {
            millis: number | null;
            percent: number | null;
          };
        };
        nonTalkTime: {
          millis: number;
          percent: number | null;
          count: number;
          instances: {
            beginMs: number;
            endMs: number;
          }[];
        } | null;
        interruptions: {
          count: number;
          byAgent: number | null;
          byCustomer: number;
          millis: number;
        } | null;
        talkSpeed: {
          agent: number | null;
          customer: number | null;
        };
        agentResponseLatency: {
          medianMs: number;
          p90Ms: number;
          maxMs: number;
          count: number;
        } | null;
        agents?: {
          agent_id: string | null;
          label: string;
          talkTimeMillis: number | null;
          responseLatencyMedianMs: number | null;
        }[];
        completeness: {
          windows: number;
          missingWindows: [number, number][];
          missingWindowCount: number;
          duplicateTurns: number;
          unreadableWindows: number[];
          unreadableWindowCount: number;
          turnsWithoutTime: number;
          outOfOrderTurns: number;
          partials?: number;
          repeats?: number;
          carriedOver?: number;
          noiseTurns?: number;
        };
      };
      analysis: {
        engine: 'openai' | 'local';
        model: string;
        promptVersion: string;
        analyzedAt: string;
        attempt: number;
        lastWindow: number;
        windows?: [number, number][];
        lastNumber?: number;
        given?: string[];
        usage: {
          inputTokens: number;
          cachedInputTokens: number;
          outputTokens: number;
        } | null;
        costUsd: number | null;
        dropped: number;
        flags: string[];
      };
    };
    /** @description A row that the previous system stored, returned as it is. */
    FormerAnalytics: {
      call_id: string;
      client_email: string;
      created_at: string;
      analysis?: undefined;
    } & {
      [key: string]: unknown;
    };
    /** @description The analysis of a call without its evidence. */
    ListedCall: {
      call_id: string;
      client_email: string;
      created_at: string;
      agent_id: string | null;
      sentiment: {
        score: number | null;
        label: ('Positive' | 'Neutral' | 'Negative') | null;
      };
      satisfaction: {
        score: number | null;
        prediction: ('Satisfied' | 'Neutral' | 'Dissatisfied') | null;
      };
      emotions: {
        emotion: string;
        intensity: number;
      }[];
      callMetrics: {
        duration: string | null;
        agentTalkTime: number | null;
        customerTalkTime: number | null;
        holdTime: number | null;
      };
      issueResolution: {
        resolved: boolean | null;
        category: string | null;
        resolutionTimeMinutes: number | null;
        escalationRisk: number | null;
      };
      agentPerformance: {
        professionalismScore: number;
        empathyScore: number;
        knowledgeScore: number;
        avgResponseLatencySeconds: number | null;
      } | null;
      keyInsights: string[];
      actionItems: string[];
      tags: string[];
      memory: {
        deliverables: string[];
        improvementAreas: string[];
      };
      summary: string;
      modelSummary?: {
        text: string;
        evidence: components['schemas']['Evidence'][];
      }[];
      language?: string | null;
      about?: {
        text: string;
        evidence: components['schemas']['Evidence'][];
      } | null;
      endedAt?: string;
      handedOver?: boolean;
      continues?: string | null;
      commitments: {
        id: string;
        text: string;
        label?: string;
        owner: 'agent' | 'customer';
        agent_id?: string | null;
        madeAt?: string;
        dueAt: string | null;
        dueTime?: string | null;
        conditional?: boolean;
        waitsFor?: string | null;
        recurring?: boolean;
        carried?: boolean;
        evidence: components['schemas']['Evidence'][];
      }[];
      closings: {
        commitment_id: string;
        status: 'kept' | 'missed' | 'attempted' | 'replaced' | 'withdrawn';
        by?: string | null;
        at: string;
        on?: string | null;
        now?: boolean;
        evidence: components['schemas']['Evidence'][];
      }[];
      settles?: {
        call_id: string;
        evidence: components['schemas']['Evidence'][];
      }[];
      metrics: {
        basis: 'measured' | 'estimated' | 'words';
        totalConversationDurationMillis: number | null;
        talkTime: {
          agent: {
            millis: number | null;
            percent: number | null;
          };
          customer: {
            millis: number | null;
            percent: number | null;
          };
        };
        nonTalkTime: {
          millis: number;
          percent: number | null;
          count: number;
          instances: {
            beginMs: number;
            endMs: number;
          }[];
        } | null;
        interruptions: {
          count: number;
          byAgent: number | null;
          byCustomer: number;
          millis: number;
        } | null;
        talkSpeed: {
          agent: number | null;
          customer: number | null;
        };
        agentResponseLatency: {
          medianMs: number;
          p90Ms: number;
          maxMs: number;
          count: number;
        } | null;
        agents?: {
          agent_id: string | null;
          label: string;
          talkTimeMillis: number | null;
          responseLatencyMedianMs: number | null;
        }[];
        completeness: {
          windows: number;
          missingWindows: [number, number][];
          missingWindowCount: number;
          duplicateTurns: number;
          unreadableWindows: number[];
          unreadableWindowCount: number;
          turnsWithoutTime: number;
          outOfOrderTurns: number;
          partials?: number;
          repeats?: number;
          carriedOver?: number;
          noiseTurns?: number;
        };
      };
      analysis: {
        engine: 'openai' | 'local';
        model: string;
        promptVersion: string;
        analyzedAt: string;
        attempt: number;
        lastWindow: number;
        windows?: [number, number][];
        lastNumber?: number;
        given?: string[];
        usage: {
          inputTokens: number;
          cachedInputTokens: number;
          outputTokens: number;
        } | null;
        costUsd: number | null;
        dropped: number;
        flags: string[];
      };
    };
    /** @description The call was queued, or is being analysed. */
    Queued: {
      call_id: string;
      status: 'none' | 'queued' | 'running' | 'done' | 'failed';
    };
    /**
     * @description Why a request or an analysis failed; docs/api.md says what to do.
     * @enum {string}
     */
    ErrorCode:
      | 'invalid_request'
      | 'unauthenticated'
      | 'forbidden'
      | 'not_found'
      | 'call_not_found'
      | 'analysis_not_found'
      | 'commitment_not_found'
      | 'matter_not_found'
      | 'customer_not_found'
      | 'method_not_allowed'
      | 'customer_mismatch'
      | 'customer_erased'
      | 'window_conflict'
      | 'alias_taken'
      | 'analysis_in_progress'
      | 'body_too_large'
      | 'transcript_too_long'
      | 'transcript_too_complex'
      | 'insufficient_conversation'
      | 'analyst_refused'
      | 'rate_limited'
      | 'internal'
      | 'analyst_misconfigured'
      | 'erasure_misconfigured'
      | 'analyst_unavailable'
      | 'analyst_bad_output'
      | 'analyst_rate_limited'
      | 'store_unavailable'
      | 'auth_unavailable'
      | 'events_not_taken'
      | 'analyst_timeout';
    /** @description `error` is a sentence that a person can act on; `issues` come with 400 alone. */
    Failure: {
      error: string;
      code: components['schemas']['ErrorCode'];
      issues?: {
        path: string;
        message: string;
      }[];
    };
    /** @description The analysis of a call: of this service, or a row of the previous system. */
    CallAnalytics: components['schemas']['OwnAnalytics'] | components['schemas']['FormerAnalytics'];
    GetCallAnalyticsRequest: {
      call_id: string;
      /** Format: idn-email */
      client_email: string;
      agent_id?: string | null;
      force?: boolean | null;
      async?: boolean | null;
    };
    AnalysisStatus: {
      call_id: string;
      status: 'none' | 'queued' | 'running' | 'done' | 'failed';
      code?: components['schemas']['ErrorCode'];
      attempts: number;
      updatedAt: string | null;
    };
    GetAnalysisStatusRequest: {
      call_id: string;
    };
    RecordedWindow: {
      call_id: string;
      window_number: number;
    };
    RecordCallWindowRequest: {
      call_id: string;
      window_num?: number | null;
      client_email?: string | null;
      phone?: string | null;
      customer_id?: string | null;
      agent_id?: string | null;
      timestamp_marks?: ('end' | 'start' | 'sent') | null;
      speakers?: {
        [key: string]: 'agent' | 'customer' | 'other';
      } | null;
      time_zone?: string | null;
      continues?: string | null;
      final?: boolean | null;
      created_at?: string | null;
      analyze?: 'on_request' | null;
      turns?:
        | {
            speaker: string;
            transcript: string;
            timestamp?: (string | number) | null;
            begin_ms?: number | null;
            end_ms?: number | null;
          }[]
        | null;
      aiTips?:
        | {
            tag: string;
            content: string;
          }[]
        | null;
      activityFeed?:
        | {
            name: string;
            input?: string | null;
            output?: string | null;
            status: 'success' | 'failed';
          }[]
        | null;
    };
    CallList: {
      calls: (components['schemas']['ListedCall'] | components['schemas']['FormerAnalytics'])[];
      next: string | null;
    };
    ListCallsRequest: {
      /** Format: idn-email */
      client_email: string;
      before?: string | null;
      limit?: number | null;
    };
    WaitingCalls: {
      calls: {
        call_id: string;
        client_email: string | null;
        since: string;
        state: 'recorded' | 'queued' | 'running' | 'failed';
        code?: components['schemas']['ErrorCode'];
      }[];
      next: string | null;
    };
    ListWaitingCallsRequest: {
      next?: string | null;
      limit?: number | null;
    };
    /** @description What an agent sees about a customer when a call starts. */
    MemoryBox: {
      client_email: string;
      returning: boolean;
      shared: boolean;
      calls: number;
      callsMore?: boolean;
      headline: {
        kind:
          | 'missed'
          | 'overdue'
          | 'due_today'
          | 'unresolved'
          | 'open'
          | 'customer_owes'
          | 'repeat'
          | 'not_analysed'
          | 'kept'
          | 'nothing_open'
          | 'new';
        commitmentId: string | null;
        call_id: string | null;
        category: string | null;
        count: number | null;
        days: number | null;
      };
      pending: {
        call_id: string;
        since: string;
        state: 'recorded' | 'queued' | 'running' | 'failed';
      }[];
      lastCall: {
        call_id: string;
        created_at: string;
        agent_id: string | null;
        about: string | null;
        category: string | null;
        resolved: boolean | null;
        promisesOpen: number;
        summary: string;
        sentiment: {
          score: number | null;
          label: ('Positive' | 'Neutral' | 'Negative') | null;
        };
        satisfaction: {
          score: number | null;
          prediction: ('Satisfied' | 'Neutral' | 'Dissatisfied') | null;
        };
      } | null;
      recentCalls: {
        call_id: string;
        created_at: string;
        agent_id: string | null;
        about: string | null;
        category: string | null;
        resolved: boolean | null;
        promisesOpen: number;
      }[];
      matters: {
        call_id: string;
        category: string;
        about: string | null;
        since: string;
        calls: number;
        stale: boolean;
        evidence: components['schemas']['Evidence'][];
      }[];
      commitments: components['schemas']['Commitment'][];
      deliverables: {
        text: string;
        call_id: string;
        created_at: string;
        evidence: components['schemas']['Evidence'][];
      }[];
      improvementAreas?: {
        text: string;
        times: number;
        lastSeen: string;
      }[];
      satisfactionTrend: {
        created_at: string;
        score: number;
      }[];
    };
    GetMemoryBoxRequest: {
      client_email?: string | null;
      phone?: string | null;
      customer_id?: string | null;
      call_id?: string | null;
    };
    /** @description A promise and its current state. */
    Commitment: {
      id: string;
      text: string;
      label: string | null;
      owner: 'agent' | 'customer';
      dueAt: string | null;
      dueTime: string | null;
      asked: number;
      attempted: number;
      conditional: boolean;
      recurring: boolean;
      status: 'open' | 'kept' | 'replaced' | 'withdrawn' | 'dismissed';
      overdue: boolean;
      late: boolean | null;
      stale: boolean;
      disputed: boolean;
      missed: {
        times: number;
        lastAt: string;
        call_id: string;
        evidence: components['schemas']['Evidence'][];
      } | null;
      renewed: {
        times: number;
        firstMadeAt: string;
      } | null;
      madeIn: {
        call_id: string;
        created_at: string;
        agent_id: string | null;
      };
      evidence: components['schemas']['Evidence'][];
      closing: {
        status: 'kept' | 'replaced' | 'withdrawn' | 'dismissed';
        by: 'analyst' | 'person';
        at: string;
        call_id: string | null;
        evidence: components['schemas']['Evidence'][];
      } | null;
    };
    UpdateCommitmentRequest: {
      /** Format: idn-email */
      client_email: string;
      commitment_id: string;
      status?: ('kept' | 'withdrawn' | 'dismissed' | 'open') | null;
      on?: string | null;
      due_at?: string | null;
    };
    /** @description What a call left unresolved, with the calls that joined it. */
    Matter: {
      call_id: string;
      category: string;
      about: string | null;
      since: string;
      calls: number;
      stale: boolean;
      evidence: components['schemas']['Evidence'][];
      status: 'settled' | 'open';
    };
    UpdateMatterRequest: {
      /** Format: idn-email */
      client_email: string;
      call_id: string;
      status: 'settled' | 'open';
    };
    LinkedCustomer: {
      client_email: string;
    };
    LinkCustomerRequest: {
      /** Format: idn-email */
      client_email: string;
      phone?: string | null;
      customer_id?: string | null;
      former_email?: string | null;
    };
    UnlinkedCustomer: {
      client_email: string;
    };
    UnlinkCustomerRequest: {
      /** Format: idn-email */
      client_email: string;
      phone?: string | null;
      customer_id?: string | null;
    };
    MovedCall: {
      call_id: string;
      client_email: string;
    };
    MoveCallRequest: {
      call_id: string;
      /** Format: idn-email */
      client_email: string;
    };
    /** @description What was deleted, what stays, and what an erasure does not reach. */
    ErasureReceipt: {
      erasedAt: string;
      deleted: {
        callRecords: number;
        callAnalytics: number;
        analysisClaims: number;
        promises: number;
        customerAliases: number;
      };
      secondSweepAt: string | null;
      repeatAfterSeconds?: number;
      stays: {
        windowsOfOthers: number;
        analysesOfOthers: number;
        callNames: number;
        why: string;
      };
      notReached: {
        windowsWithoutAddress: string;
        otherSpellings: string;
        windowsSentAgain: string;
        waitingAnalyses: string;
        backups: string;
        modelProvider: string;
        logs: string;
      };
      kept: string;
    };
    EraseCustomerRequest: {
      /** Format: idn-email */
      client_email: string;
    };
    /** @description The calls of a delivery; none for an event that is not the end of a call. */
    TakenCalls: {
      calls: {
        call_id: string;
        status: 'none' | 'queued' | 'running' | 'done' | 'failed';
      }[];
    };
    IngestElevenlabsRequest: {
      [key: string]: unknown;
    };
    IngestRetellRequest: {
      [key: string]: unknown;
    };
    IngestVapiRequest: {
      [key: string]: unknown;
    };
    IngestVconRequest: {
      [key: string]: unknown;
    };
    OpenApiDocument: {
      openapi: '3.1.0';
    } & {
      [key: string]: unknown;
    };
    Health: {
      status: 'ok';
      version: string;
    };
  };
}
export type Evidence = components['schemas']['Evidence'];
export type OwnAnalytics = components['schemas']['OwnAnalytics'];
export type FormerAnalytics = components['schemas']['FormerAnalytics'];
export type ListedCall = components['schemas']['ListedCall'];
export type Queued = components['schemas']['Queued'];
export type ErrorCode = components['schemas']['ErrorCode'];
export type Failure = components['schemas']['Failure'];
export type CallAnalytics = components['schemas']['CallAnalytics'];
export type GetCallAnalyticsRequest = components['schemas']['GetCallAnalyticsRequest'];
export type AnalysisStatus = components['schemas']['AnalysisStatus'];
export type GetAnalysisStatusRequest = components['schemas']['GetAnalysisStatusRequest'];
export type RecordedWindow = components['schemas']['RecordedWindow'];
export type RecordCallWindowRequest = components['schemas']['RecordCallWindowRequest'];
export type CallList = components['schemas']['CallList'];
export type ListCallsRequest = components['schemas']['ListCallsRequest'];
export type WaitingCalls = components['schemas']['WaitingCalls'];
export type ListWaitingCallsRequest = components['schemas']['ListWaitingCallsRequest'];
export type MemoryBox = components['schemas']['MemoryBox'];
export type GetMemoryBoxRequest = components['schemas']['GetMemoryBoxRequest'];
export type Commitment = components['schemas']['Commitment'];
export type UpdateCommitmentRequest = components['schemas']['UpdateCommitmentRequest'];
export type Matter = components['schemas']['Matter'];
export type UpdateMatterRequest = components['schemas']['UpdateMatterRequest'];
export type LinkedCustomer = components['schemas']['LinkedCustomer'];
export type LinkCustomerRequest = components['schemas']['LinkCustomerRequest'];
export type UnlinkedCustomer = components['schemas']['UnlinkedCustomer'];
export type UnlinkCustomerRequest = components['schemas']['UnlinkCustomerRequest'];
export type MovedCall = components['schemas']['MovedCall'];
export type MoveCallRequest = components['schemas']['MoveCallRequest'];
export type ErasureReceipt = components['schemas']['ErasureReceipt'];
export type EraseCustomerRequest = components['schemas']['EraseCustomerRequest'];
export type TakenCalls = components['schemas']['TakenCalls'];
export type IngestElevenlabsRequest = components['schemas']['IngestElevenlabsRequest'];
export type IngestRetellRequest = components['schemas']['IngestRetellRequest'];
export type IngestVapiRequest = components['schemas']['IngestVapiRequest'];
export type IngestVconRequest = components['schemas']['IngestVconRequest'];
export type OpenApiDocument = components['schemas']['OpenApiDocument'];
export type Health = components['schemas']['Health'];

/** A method for each route that takes a token, and `healthz`. */
export interface ServiceMethods<Options> {
  /**
   * Analyse a call, or read its analysis.
   *
   * Returns the stored analysis unless windows have come since; otherwise the call is analysed. Requests for one call at the same time make one analysis. A token with `analytics:read` alone never starts one.
   */
  getCallAnalytics(
    body: GetCallAnalyticsRequest & { async?: false | null },
    options?: Options,
  ): Promise<CallAnalytics>;

  /**
   * Analyse a call, or read its analysis.
   *
   * Returns the stored analysis unless windows have come since; otherwise the call is analysed. Requests for one call at the same time make one analysis. A token with `analytics:read` alone never starts one.
   */
  getCallAnalytics(body: GetCallAnalyticsRequest, options?: Options): Promise<CallAnalytics | Queued>;

  /**
   * Read the status of an analysis.
   *
   * For a token of one customer, a call of another customer has the status `none`.
   */
  getAnalysisStatus(body: GetAnalysisStatusRequest, options?: Options): Promise<AnalysisStatus>;

  /**
   * Record a window of a running call.
   *
   * The same window with the same content may be sent again; other content under its number is refused. The first address that a call names binds it to that customer; a number or an id (`phone`, `customer_id`) names the customer whom it stands for. `final: true` ends the call, also without a window of its own.
   */
  recordCallWindow(body: RecordCallWindowRequest, options?: Options): Promise<RecordedWindow>;

  /**
   * List the analysed calls of a customer.
   *
   * Newest first, without evidence. `next` is the `before` of the following page.
   */
  listCalls(body: ListCallsRequest, options?: Options): Promise<CallList>;

  /**
   * List calls that are recorded and not analysed.
   *
   * Calls that wait for their end, for a customer, or for a worker, the longest waiting first. Needs the scope `customers:any` too.
   */
  listWaitingCalls(body: ListWaitingCallsRequest, options?: Options): Promise<WaitingCalls>;

  /**
   * Read the memory of a customer.
   *
   * What was delivered, what was promised and what is open. The customer is named in one way: `client_email`, `phone` or `customer_id`. An unknown address gets an empty box, an unknown number or id 404. No model is called.
   */
  getMemoryBox(body: GetMemoryBoxRequest, options?: Options): Promise<MemoryBox>;

  /**
   * Change a promise by hand.
   *
   * Gives a promise a status, another day, or both, and returns it as it then stands.
   */
  updateCommitment(body: UpdateCommitmentRequest, options?: Options): Promise<Commitment>;

  /**
   * Settle a matter by hand, or open it again.
   *
   * Any call of the matter names it.
   */
  updateMatter(body: UpdateMatterRequest, options?: Options): Promise<Matter>;

  /**
   * Say whose a number or an id is.
   *
   * Makes a telephone number, an id of the host or a former address stand for a customer. Calls that were known by it alone are theirs, and queued when they have ended. A token of one customer links only what its claims hold.
   */
  linkCustomer(body: LinkCustomerRequest, options?: Options): Promise<LinkedCustomer>;

  /**
   * Say that a number or an id is not a customer’s any more.
   *
   * May be repeated. Needs the scope `customers:any` too.
   */
  unlinkCustomer(body: UnlinkCustomerRequest, options?: Options): Promise<UnlinkedCustomer>;

  /**
   * Make a call another customer’s.
   *
   * Its windows, its analysis and its promises go along, and every id stays. May be repeated. Needs the scope `customers:any` too.
   */
  moveCall(body: MoveCallRequest, options?: Options): Promise<MovedCall>;

  /**
   * Erase a customer.
   *
   * Deletes what every table holds of the customer, keeps a tombstone under a keyed hash, and returns a receipt that also says what stays.
   */
  eraseCustomer(body: EraseCustomerRequest, options?: Options): Promise<ErasureReceipt>;

  /**
   * Tell that the service runs.
   *
   * Needs no token and reads no table.
   */
  healthz(options?: Options): Promise<Health>;
}
