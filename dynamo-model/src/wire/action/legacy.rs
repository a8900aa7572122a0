//! The parameters that are older than expressions.

use crate::api::{
    AttributeAction, AttributeValueUpdate, ComparisonOperator, Condition, ConditionalOperator,
    ExpectedAttributeValue,
};
use crate::wire::shape::{MapValue, shapes, words};

words! {
    ComparisonOperator, absent Eq {
        In = "IN",
        Null = "NULL",
        Between = "BETWEEN",
        Lt = "LT",
        NotContains = "NOT_CONTAINS",
        Eq = "EQ",
        Gt = "GT",
        NotNull = "NOT_NULL",
        Ne = "NE",
        Le = "LE",
        BeginsWith = "BEGINS_WITH",
        Ge = "GE",
        Contains = "CONTAINS",
    }

    AttributeAction, absent Put { Add = "ADD", Delete = "DELETE", Put = "PUT" }
    ConditionalOperator, absent And { Or = "OR", And = "AND" }
}

shapes! {
    Condition {
        attribute_value_list: "AttributeValueList",
        comparison_operator: "ComparisonOperator" required,
    }

    ExpectedAttributeValue {
        value: "Value",
        exists: "Exists",
        comparison_operator: "ComparisonOperator",
        attribute_value_list: "AttributeValueList",
    }

    AttributeValueUpdate {
        value: "Value",
        action: "Action",
    }
}

impl MapValue for Condition {
    const JAVA: &'static str = "com.amazonaws.dynamodb.v20120810.Condition";
}

impl MapValue for ExpectedAttributeValue {
    const JAVA: &'static str = "com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue";
}

impl MapValue for AttributeValueUpdate {
    const JAVA: &'static str = "com.amazonaws.dynamodb.v20120810.AttributeValueUpdate";
}
