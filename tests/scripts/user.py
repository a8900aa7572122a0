"""What a user of boto3 does. The endpoint is the argument; a failed assertion is the answer."""

import sys
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

session = boto3.Session("key", "secret", region_name="eu-central-1")
resource = session.resource("dynamodb", endpoint_url=sys.argv[1])
client = resource.meta.client


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        assert error.response["ResponseMetadata"]["RequestId"], error.response
        return error.response
    raise AssertionError(f"{code} expected")


table = resource.create_table(
    TableName="boto3",
    BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[
        {"AttributeName": name, "AttributeType": kind} for name, kind in (("pk", "S"), ("sk", "N"), ("mail", "S"))
    ],
    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    GlobalSecondaryIndexes=[
        {
            "IndexName": "by-mail",
            "KeySchema": [{"AttributeName": "mail", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
)
table.wait_until_exists()
table.reload()
assert table.table_status == "ACTIVE"
refused("ResourceInUseException", client.create_table, TableName="boto3", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}])

item = {
    "pk": "ä/☃/𝄞",
    "sk": Decimal("-1.5"),
    "mail": "ada@example.org",
    "number": Decimal("12345678901234567890123456789012345678"),
    "bytes": b"\x00\xff",
    "yes": True,
    "nothing": None,
    "list": [Decimal(1), "two", {"three": Decimal(3)}],
    "strings": {"a", "b"},
    "numbers": {Decimal(1), Decimal("2.5")},
    "blobs": {b"1", b"2"},
    "empty": "",
}
table.put_item(Item=item)
key = {"pk": item["pk"], "sk": item["sk"]}
assert table.get_item(Key=key, ConsistentRead=True)["Item"] == item
assert "Item" not in table.get_item(Key={"pk": "absent", "sk": 0})

with table.batch_writer(overwrite_by_pkeys=["pk", "sk"]) as batch:
    for sk in range(30):
        batch.put_item(Item={"pk": "many", "sk": sk, "text": "x" * 100})
    for sk in range(25, 30):
        batch.delete_item(Key={"pk": "many", "sk": sk})
keys = [{"pk": "many", "sk": sk} for sk in (0, 24, 25)]
read = resource.batch_get_item(RequestItems={"boto3": {"Keys": keys, "ConsistentRead": True}})
assert sorted(found["sk"] for found in read["Responses"]["boto3"]) == [0, 24], read
found = table.query(KeyConditionExpression=Key("pk").eq("many") & Key("sk").between(5, 9), ScanIndexForward=False)
assert [found_item["sk"] for found_item in found["Items"]] == [9, 8, 7, 6, 5], found
assert table.query(IndexName="by-mail", KeyConditionExpression=Key("mail").eq("ada@example.org"))["Items"] == [item]
pages = client.get_paginator("query").paginate(
    TableName="boto3", KeyConditionExpression=Key("pk").eq("many"), PaginationConfig={"PageSize": 10}
)
assert [page["Count"] for page in pages] == [10, 10, 5]
filtered = table.scan(FilterExpression=Attr("sk").lt(3) & Attr("text").begins_with("x"))
assert (filtered["Count"], filtered["ScannedCount"]) == (3, 26), filtered

updated = table.update_item(
    Key=key,
    UpdateExpression="ADD #n :one SET #l[0] = :zero REMOVE mail",
    ExpressionAttributeNames={"#n": "numbers", "#l": "list"},
    ExpressionAttributeValues={":one": {Decimal(7)}, ":zero": "zero"},
    ReturnValues="ALL_NEW",
)["Attributes"]
assert updated["numbers"] == {Decimal(1), Decimal("2.5"), Decimal(7)} and updated["list"][0] == "zero", updated

failed = refused("ConditionalCheckFailedException", table.put_item, Item=key,
                 ConditionExpression=Attr("pk").not_exists(), ReturnValuesOnConditionCheckFailure="ALL_OLD")
assert failed["Item"]["empty"] == {"S": ""}, failed
refused("ValidationException", table.get_item, Key={"pk": "a"})
refused("ValidationException", table.update_item, Key=key, UpdateExpression="SET nonsense")
refused("ResourceNotFoundException", client.get_item, TableName="absent", Key={"pk": {"S": "a"}})

cancelled = refused("TransactionCanceledException", client.transact_write_items, TransactItems=[
    {"Put": {"TableName": "boto3", "Item": {"pk": "many", "sk": 99}}},
    {"ConditionCheck": {"TableName": "boto3", "Key": key, "ConditionExpression": "attribute_not_exists(pk)"}},
])
assert [reason["Code"] for reason in cancelled["CancellationReasons"]] == ["None", "ConditionalCheckFailed"], cancelled
assert "Item" not in table.get_item(Key={"pk": "many", "sk": 99})

assert table.delete_item(Key=key, ReturnValues="ALL_OLD")["Attributes"]["empty"] == ""
table.delete()
table.wait_until_not_exists()
