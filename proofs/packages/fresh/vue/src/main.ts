import { createApp, defineComponent, h, ref } from 'vue';
import CustomerMemory from './CustomerMemory.vue';

const Desk = defineComponent(() => {
  const email = ref<string | null>('priya.nair@example.com');
  return () => [
    h(CustomerMemory, { email: email.value, callId: 'c-100' }),
    h('button', { onClick: () => (email.value = null) }, 'Hang up'),
  ];
});

createApp(Desk).mount('#root');
