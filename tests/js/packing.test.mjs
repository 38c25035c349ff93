import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf } from "../../assets/page/packing.js";

test("the bytes of a base85 text are those that Python packed", () => {
  assert.deepEqual([...bytesOf("Xk~0{Zv")], [104, 101, 108, 108, 111]); // base64.b85encode(b"hello")
  assert.deepEqual([...bytesOf("")], []);
});
