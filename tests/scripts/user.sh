#!/bin/sh
# What a user of the AWS CLI does. The command is the first argument, the endpoint the second.
set -eu
aws=$1
endpoint=$2

call() {
    action=$1
    shift
    "$aws" dynamodb "$action" --table-name cli --endpoint-url "$endpoint" --output text "$@"
}

expect() {
    test "$1" = "$2" || { echo "expected '$1', got '$2'" >&2; exit 1; }
}

call create-table --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=pk,AttributeType=S \
    --key-schema AttributeName=pk,KeyType=HASH >/dev/null
call put-item --item '{"pk": {"S": "a"}, "n": {"N": "1.50"}}'
expect 1.5 "$(call get-item --key '{"pk": {"S": "a"}}' --query Item.n.N)"
expect 2.5 "$(call update-item --key '{"pk": {"S": "a"}}' --update-expression 'ADD n :one' \
    --expression-attribute-values '{":one": {"N": "1"}}' --return-values UPDATED_NEW --query Attributes.n.N)"
expect 1 "$(call query --key-condition-expression 'pk = :pk' \
    --expression-attribute-values '{":pk": {"S": "a"}}' --query Count)"
error=$(call put-item --item '{"pk": {"S": ""}}' 2>&1) && { echo "an empty key was taken" >&2; exit 1; }
case $error in
*ValidationException*"empty string value"*) ;;
*) echo "unexpected: $error" >&2; exit 1 ;;
esac
