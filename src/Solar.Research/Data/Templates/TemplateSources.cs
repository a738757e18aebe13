namespace Solar.Research.Data.Templates;

/// <summary>The published formats as Jinja, so that a checkpoint that was tuned with one can carry it.</summary>
internal static class TemplateSources
{
    public const string Alpaca = """
        {%- set ns = namespace(system='', asked=false) -%}
        {%- for message in messages -%}
            {%- if message['role'] == 'system' -%}
                {%- set ns.system = message['content'] + '\n\n' if message['content'] else '' -%}
            {%- elif message['role'] == 'user' -%}
                {%- if ns.asked -%}
                    {{- '\n\n' -}}
                {%- elif message['input'] -%}
                    {{- 'Below is an instruction that describes a task, paired with an input that provides further context. Write a response that appropriately completes the request.\n\n' -}}
                {%- else -%}
                    {{- 'Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n' -}}
                {%- endif -%}
                {{- '### Instruction:\n' + ns.system + message['content'] -}}
                {%- if message['input'] -%}
                    {{- '\n\n### Input:\n' + message['input'] -}}
                {%- endif -%}
                {{- '\n\n### Response:' -}}
                {%- set ns.system = '' -%}
                {%- set ns.asked = true -%}
            {%- else -%}
                {{- message['content'] + eos_token -}}
            {%- endif -%}
        {%- endfor -%}
        """;

    public const string Solar = """
        {%- for message in messages -%}
            {%- if message['role'] == 'system' -%}
                {%- if message['content'] -%}
                    {{- '### System:\n' + message['content'] + '\n\n' -}}
                {%- endif -%}
            {%- elif message['role'] == 'user' -%}
                {{- '### User:\n' + message['content'] + '\n\n' -}}
            {%- else -%}
                {{- '### Assistant:\n' + message['content'] + eos_token -}}
            {%- endif -%}
        {%- endfor -%}
        {%- if add_generation_prompt -%}
            {{- '### Assistant:\n' -}}
        {%- endif -%}
        """;

    public const string Zephyr = """
        {%- if messages[0]['role'] != 'system' -%}
            {{- '<|system|>\n' + eos_token + '\n' -}}
        {%- endif -%}
        {%- for message in messages -%}
            {{- '<|' + message['role'] + '|>\n' + message['content'] + eos_token + '\n' -}}
        {%- endfor -%}
        {%- if add_generation_prompt -%}
            {{- '<|assistant|>\n' -}}
        {%- endif -%}
        """;

    public const string ChatMl = """
        {%- for message in messages -%}
            {{- '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' -}}
        {%- endfor -%}
        {%- if add_generation_prompt -%}
            {{- '<|im_start|>assistant\n' -}}
        {%- endif -%}
        """;
}
