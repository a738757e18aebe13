// What llama.cpp makes of GGUF files: node llama_cpp.mjs REQUEST.json ANSWER.json, with node-llama-cpp installed in the folder of this file.
// Request: {models: [path], ids, texts}. Answer, for each model: {logits: [T][V], tokens: [[id]], template}.
import { readFileSync, writeFileSync } from "node:fs";
import { getLlama } from "node-llama-cpp";

const [request, answer] = process.argv.slice(2);
const { models, ids, texts } = JSON.parse(readFileSync(request, "utf8"));
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const answers = [];
for (const modelPath of models) {
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({
    contextSize: 256,
    threads: 1, // the model is small, and threads that wait for each other would only wait
    experimentalKvCacheKeyType: "F32",
    experimentalKvCacheValueType: "F32",
    flashAttention: false,
  });
  const results = await context.getSequence().controlledEvaluate(ids.map((id) => [id, { generateNext: { logits: true } }]));
  const logits = results.map((result) => {
    const row = new Array(result.next.logits.size).fill(0);
    for (const [token, logit] of result.next.logits) row[token] = logit;
    return row;
  });
  const tokens = texts.map((text) => [...model.tokenize(text).map(Number)]);
  answers.push({ logits, tokens, template: model.fileInfo.metadata.tokenizer?.chat_template ?? null });
}
writeFileSync(answer, JSON.stringify(answers));
process.exit(0);
