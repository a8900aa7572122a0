//! ListTables.

/// The input of `ListTables`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListTablesInput {
    /// The name after which the page begins; the table need not exist.
    pub exclusive_start_table_name: Option<String>,
    /// How many names at most; 1 to 100, and 100 when absent.
    pub limit: Option<i32>,
}

/// The output of `ListTables`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListTablesOutput {
    /// The names, in their order.
    pub table_names: Vec<String>,
    /// Where the next page begins; absent on the last one.
    pub last_evaluated_table_name: Option<String>,
}
