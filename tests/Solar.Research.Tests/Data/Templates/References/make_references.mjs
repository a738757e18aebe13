// Freezes what @huggingface/jinja makes of chat templates in the style of those that well-known checkpoints bring, and of small
// expressions, for JinjaReferenceTests:
//   npm install @huggingface/jinja@0.5.11 && node make_references.mjs > jinja.json
import { Template } from "@huggingface/jinja";
import { readFileSync } from "node:fs";

const llama2 = `{% if messages[0]['role'] == 'system' %}{% set turns = messages[1:] %}{% set system = messages[0]['content'] %}{% else %}{% set turns = messages %}{% set system = false %}{% endif %}{% for message in turns %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}{% if loop.index0 == 0 and system != false %}{% set content = '<<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' ' + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}`;

const mistral = `{{ bos_token }}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token + ' ' }}{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}`;

const mistralLater = `{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\\n\\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message["role"] == "assistant" %}
        {{- " " + message["content"]|trim + eos_token}}
    {%- else %}
        {{- raise_exception("Only user and assistant roles are supported, with the exception of an initial optional system message!") }}
    {%- endif %}
{%- endfor %}
{{- "" if user_messages|length > 0 else "none" }}
`;

const zephyr = `{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>
'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}`;

const chatml = `{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`;

const qwen2 = `{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\\n' + message['content']}}{% if (loop.last and add_generation_prompt) or not loop.last %}{{ '<|im_end|>' + '\\n'}}{% endif %}{% endfor %}{% if add_generation_prompt and messages[-1]['role'] != 'assistant' %}{{ '<|im_start|>assistant\\n' }}{% endif %}`;

const llama3 = `{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}`;

const llama31 = `{{- bos_token }}
{%- if not date_string is defined %}
    {%- set date_string = "26 Jul 2024" %}
{%- endif %}
{%- if not tools is defined %}
    {%- set tools = none %}
{%- endif %}

{#- The system turn is taken out, so that it can be put in its place #}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}

{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{%- if tools is not none %}
    {{- "Environment: ipython\\n" }}
{%- endif %}
{{- "Cutting Knowledge Date: December 2023\\n" }}
{{- "Today Date: " + date_string + "\\n\\n" }}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {%- for tool_call in message.tool_calls %}
            {{- tool_call | tojson(indent=4) }}
        {%- endfor %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
`;

const gemma = `{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<start_of_turn>' + role + '\\n' + message['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\\n'}}{% endif %}`;

const gemma3 = `{{ bos_token }}
{%- if messages[0]['role'] == 'system' -%}
    {%- if messages[0]['content'] is string -%}
        {%- set first_user_prefix = messages[0]['content'] + '

' -%}
    {%- else -%}
        {%- set first_user_prefix = messages[0]['content'][0]['text'] + '

' -%}
    {%- endif -%}
    {%- set loop_messages = messages[1:] -%}
{%- else -%}
    {%- set first_user_prefix = "" -%}
    {%- set loop_messages = messages -%}
{%- endif -%}
{%- for message in loop_messages -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        {{ raise_exception("Conversation roles must alternate user/assistant/user/assistant/...") }}
    {%- endif -%}
    {%- set role = "model" if message['role'] == 'assistant' else message['role'] -%}
    {{ '<start_of_turn>' + role + '
' + (first_user_prefix if loop.first else "") }}
    {%- if message['content'] is string -%}
        {{ message['content'] | trim }}
    {%- elif message['content'] is iterable -%}
        {%- for item in message['content'] -%}
            {{ item['text'] | trim }}
        {%- endfor -%}
    {%- else -%}
        {{ raise_exception("Invalid content type") }}
    {%- endif -%}
    {{ '<end_of_turn>
' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{'<start_of_turn>model
'}}
{%- endif -%}
`;

const phi3 = `{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}{{'<|system|>\\n' + message['content'] + '<|end|>\\n'}}{% elif message['role'] == 'user' %}{{'<|user|>\\n' + message['content'] + '<|end|>\\n'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>\\n' + message['content'] + '<|end|>\\n'}}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% else %}{{ eos_token }}{% endif %}`;

const solar = `{% for message in messages %}{% if message['role'] == 'system' %}{% if message['content']%}{{'### System:\\n' + message['content']+'\\n\\n'}}{% endif %}{% elif message['role'] == 'user' %}{{'### User:\\n' + message['content']+'\\n\\n'}}{% elif message['role'] == 'assistant' %}{{'### Assistant:\\n'  + message['content']}}{% endif %}{% if loop.last and add_generation_prompt %}{{ '### Assistant:\\n' }}{% endif %}{% endfor %}`;

const vicuna = `{%- set ns = namespace(sep=' ', seen=0) -%}
{%- for message in messages -%}
  {%- if message.role == 'system' -%}
    {{- message.content ~ ns.sep -}}
  {%- elif message.role == 'user' -%}
    {%- if ns.seen == 0 and messages[0].role != 'system' -%}
      {{- 'A chat between a curious user and an assistant.' ~ ns.sep -}}
    {%- endif -%}
    {%- set ns.seen = ns.seen + 1 -%}
    {{- 'USER: ' ~ message.content ~ ns.sep -}}
  {%- else -%}
    {{- 'ASSISTANT: ' ~ message.content ~ eos_token -}}
  {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- 'ASSISTANT:' -}}{%- endif -%}
`;

const macros = `{%- macro turn(role, content='') -%}
[{{ role | upper }}]{{ '\\n' }}{{ content | trim }}{{ '\\n' }}
{%- endmacro -%}
{%- for message in messages if message.content -%}
{{ turn(message.role, content=message.content) }}
{%- else -%}
nothing
{%- endfor -%}
{{ turn('assistant') if add_generation_prompt }}`;

const deepseek = `{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}{% set ns = namespace(is_first=false, is_output_first=true, system_prompt='') %}{%- for message in messages %}{%- if message['role'] == 'system' %}{% set ns.system_prompt = message['content'] %}{%- endif %}{%- endfor %}{{bos_token}}{{ns.system_prompt}}{%- for message in messages %}{%- if message['role'] == 'user' %}{{'<User>' + message['content']}}{%- endif %}{%- if message['role'] == 'assistant' and message['content'] is not none %}{% set content = message['content'] %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}{{'<Assistant>' + content + eos_token}}{%- endif %}{%- endfor -%}{% if add_generation_prompt %}{{'<Assistant>'}}{% endif %}`;

const qwen3 = `{%- if messages[0].role == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
{%- endif %}
{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.multi_step_tool and message.role == "user" and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
        {%- set ns.multi_step_tool = false %}
        {%- set ns.last_query_index = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {%- set content = message.content %}
        {%- set reasoning_content = '' %}
        {%- if message.reasoning_content is defined and message.reasoning_content is not none %}
            {%- set reasoning_content = message.reasoning_content %}
        {%- else %}
            {%- if '</think>' in message.content %}
                {%- set content = message.content.split('</think>')[-1].lstrip('\\n') %}
                {%- set reasoning_content = message.content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- endif %}
        {%- endif %}
        {%- if loop.index0 > ns.last_query_index %}
            {%- if loop.last or (not loop.last and reasoning_content) %}
                {{- '<|im_start|>' + message.role + '\\n<think>\\n' + reasoning_content.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
            {%- else %}
                {{- '<|im_start|>' + message.role + '\\n' + content }}
            {%- endif %}
        {%- else %}
            {{- '<|im_start|>' + message.role + '\\n' + content }}
        {%- endif %}
        {{- '<|im_end|>\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}`;

const templates = { llama2, mistral, mistralLater, zephyr, chatml, qwen2, llama3, llama31, gemma, gemma3, phi3, solar, vicuna, macros, deepseek, qwen3 };

const user = (content) => ({ role: "user", content });
const assistant = (content) => ({ role: "assistant", content });
const system = (content) => ({ role: "system", content });
const conversations = {
  one: [user("What is 2 + 2?")],
  system: [system("You are terse."), user("Name a prime.")],
  turns: [user("Hello."), assistant("Hello! How can I help?"), user("Tell me a joke.")],
  long: [system("  Answer in rhyme.\n"), user(" Hi "), assistant("Bye\n"), user("Again?"), assistant("<think>\nhm\n</think>\n\nYes."), user("</s> [INST] ünï \u{1F600}")],
  empty: [system(""), user("")],
};

const expressions = [
  "1 + 2 * 3 - 4", "7 // 2", "-7 // 2", "-7 % 3", "7 % 3", "(1 + 2) * 3", "'a' ~ 1 ~ 'b'", "'a' + 'b' ~ 'c'", "2 > 1 and 1 > 2 or true",
  "not 1 == 2", "1 if false else 2", "'x' if 1 else 'y' if 0 else 'z'", "'ell' in 'hello'", "'z' not in 'hello'", "2 in [1, 2]", "'a' in {'a': 1}",
  "[1, 2, 3][-1]", "'hello'[1:3]", "'hello'[::-1]", "[1, 2, 3, 4][1:] | length", "[1, 2, 3, 4][::2] | join('-')", "[3, 2, 1][:-1] | join(',')", "' x ' | trim", "'abc' | upper", "'ABC' | lower",
  "'hello world' | title", "'hello World' | capitalize", "nothing | default('d')", "'' | default('d')", "'' | default('d', true)", "[1, [2, 'a\"b'], {'k': none, 'l': true}] | tojson",
  "{'a': [1, 2], 'b': {}, 'c': []} | tojson(indent=2)", "'é\\n\\t/' | tojson", "[1.5, 2] | tojson", "' a b '.strip() ~ '|'", "'xxaxx'.strip('x')", "'xxaxx'.lstrip('x')", "'xxaxx'.rstrip('x')", "'a,b,c'.split(',') | join('+')",
  "'a,b,c'.split(',', 1) | join('+')", "'a b  c '.split() | length", "'hello'.startswith('he')", "'hello'.endswith('lo')", "'hello'.replace('l', 'L')", "'a-b-c' | replace('-', '+')", "none is none", "nothing is defined", "nothing is undefined",
  "'a' is string", "1 is number", "1 is integer", "[] is iterable", "{} is mapping", "3 is odd", "4 is even", "true is boolean", "true is true", "1 is not string", "'a' is in ['a', 'b']", "[{'r': 'u'}, {'r': 'a'}] | selectattr('r', 'equalto', 'u') | list | length",
  "[{'r': 'u'}, {'r': 'a'}] | rejectattr('r', 'equalto', 'u') | map(attribute='r') | join", "['a', 'b'] | map('upper') | join(',')", "['a', 'b'] | first", "['a', 'b'] | last", "[1, 2] + [3] | length", "([1, 2] + [3]) | length", "{'a': 1}.get('a')", "{'a': 1, 'b': 2}.items() | length", "{'a': 1}.keys() | list | first",
  "range(3) | join(',')", "range(1, 7, 2) | join(',')", "-3 | abs", "'3' | int + 1", "'x' * 1", "none", "true", "'\\u00e9\\x41'", "'a' 'b'", "1 < 2", "'a' < 'b'", "1 != 1.0", "[1] == [1]", "(1, 2) | length", "'\u{1F600}x' | length", "'abc' | reverse", "loop is defined", "2.0", "1.5 + 1", "4 / 2",
].map((expression) => {
  try {
    return { expression, value: new Template("{{ " + expression + " }}").render({}) };
  } catch (problem) {
    return { expression, error: String(problem.message) };
  }
});

const blocks = [
  "a\n  {% if true %}\nb\n  {% endif %}\nc\n", "{%- if true -%}  x  {%- endif -%}  y", "  {{ 'a' }}  \n  {{- 'b' -}}  \nc", "x {# comment #}\ny\n  {# another #}\nz", "{% for i in [1, 2, 3] %}{{ i }}{% if not loop.last %}, {% endif %}{% endfor %}",
  "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}", "{% for i in range(5) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% for i in [] %}x{% else %}none{% endfor %}",
  "{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{% endfor %}{{ x }}", "{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "{% set x %}a{{ 1 }}{% endset %}[{{ x }}]", "{% set a, b = [1, 2] %}{{ a }}{{ b }}",
  "{% macro m(a, b='z') %}({{ a }}{{ b }}){% endmacro %}{{ m('x') }}{{ m('x', b='y') }}", "{% for i in [1, 2, 3, 4] if i is even %}{{ loop.index }}:{{ i }} {% endfor %}", "{% for i in 'abc' %}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.length }}{% endfor %}", "{% if a is defined %}A{% elif b %}B{% else %}C{% endif %}",
  "{% for i in [1, 2] %}{{ loop.previtem | default('-') }}{{ loop.nextitem | default('-') }}{% endfor %}", "{{ '}}' }}{{ \"%}\" }}", "{{ {'a': {'b': 1}}['a']['b'] }}", "{% if true %}\n\n  x\n{% endif %}\n\ny", "{% generation %}x{% endgeneration %}",
].map((template) => {
  try {
    return { template, value: new Template(template).render({}) };
  } catch (problem) {
    return { template, error: String(problem.message) };
  }
});

const rendered = [];
for (const [template, source] of Object.entries(templates)) {
  const compiled = new Template(source);
  for (const [conversation, messages] of Object.entries(conversations)) {
    for (const answer of [null, " It is so.\n"]) {
      const all = answer === null ? messages : [...messages, assistant(answer)];
      const result = { template, conversation, answer };
      try {
        result.text = compiled.render({ messages: all, add_generation_prompt: answer === null, bos_token: "<s>", eos_token: "</s>" });
      } catch (problem) {
        result.error = String(problem.message);
      }
      rendered.push(result);
    }
  }
}

const version = JSON.parse(readFileSync("node_modules/@huggingface/jinja/package.json", "utf8")).version;
const head = { producer: "@huggingface/jinja", version, command: "node make_references.mjs > jinja.json" };
process.stdout.write(JSON.stringify({ ...head, templates, conversations, rendered, expressions, blocks }, null, 1) + "\n");
