// What a user of the JavaScript SDK does. The endpoint is the argument; a failed assertion is the answer.

const assert = require("node:assert/strict");
const sdk = require("@aws-sdk/client-dynamodb");

const client = new sdk.DynamoDBClient({
  endpoint: process.argv[2],
  region: "us-west-2",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
});
const call = (action, input) => client.send(new sdk[`${action}Command`]({ TableName: "javascript", ...input }));

async function main() {
  await call("CreateTable", {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "B" },
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  });
  await sdk.waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: "javascript" });

  const item = (byte) => ({
    pk: { S: "é" },
    sk: { B: new Uint8Array([byte]) },
    map: { M: { list: { L: [{ NULL: true }, { BOOL: false }] }, numbers: { NS: ["1", "2.5"] } } },
  });
  await Promise.all([3, 1, 255, 2].map((byte) => call("PutItem", { Item: item(byte) })));
  const { sk } = item(2);
  const { Item, $metadata } = await call("GetItem", { Key: { pk: { S: "é" }, sk } });
  assert.deepEqual(Item, item(2));
  assert.equal($metadata.httpStatusCode, 200);
  assert.equal($metadata.requestId.length, 52);

  const order = [];
  for await (const page of sdk.paginateQuery({ client, pageSize: 3 }, {
    TableName: "javascript",
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: "é" } },
  })) {
    order.push(page.Items.map((found) => found.sk.B[0]));
  }
  assert.deepEqual(order, [[1, 2, 3], [255]]);

  const update = {
    Key: { pk: { S: "é" }, sk },
    UpdateExpression: "SET #count = if_not_exists(#count, :zero) + :one",
    ExpressionAttributeNames: { "#count": "count" },
    ExpressionAttributeValues: { ":zero": { N: "0" }, ":one": { N: "1" } },
    ReturnValues: "UPDATED_NEW",
  };
  assert.deepEqual((await call("UpdateItem", update)).Attributes, { count: { N: "1" } });
  assert.deepEqual((await call("UpdateItem", update)).Attributes, { count: { N: "2" } });

  const condition = { Item: item(2), ConditionExpression: "attribute_not_exists(pk)" };
  await assert.rejects(call("PutItem", condition), sdk.ConditionalCheckFailedException);
  await assert.rejects(call("GetItem", { TableName: "absent", Key: {} }), sdk.ResourceNotFoundException);
  await assert.rejects(call("GetItem", { Key: {} }), { name: "ValidationException" });

  const transaction = { TransactItems: [{ Put: { TableName: "javascript", ...condition } }] };
  await assert.rejects(client.send(new sdk.TransactWriteItemsCommand(transaction)), (error) => {
    assert.deepEqual(error.CancellationReasons.map((reason) => reason.Code), ["ConditionalCheckFailed"]);
    return error instanceof sdk.TransactionCanceledException;
  });
  await call("DeleteTable", {});
}

main();
