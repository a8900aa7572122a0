//! Scan.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html>.

use dynamo_model::api::{ScanInput, ScanOutput, ServiceError};

use super::legacy;
use super::page::{PageRequest, check_limit, read_page};
use super::select::{check_parts, check_select, filtered_but_missing, returned};
use super::start_key::{after, start_position};
use super::table_name::check_table_name;
use super::target::Target;
use crate::engine::{self, Engine};
use crate::expression::{RequestExpressions, check_placeholders};
use crate::message;
use crate::storage::{Key, KeyRange};

/// The largest number of segments.
const MAX_SEGMENTS: i32 = 1_000_000;

pub(crate) fn scan(engine: &Engine, input: &ScanInput) -> Result<ScanOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    match legacy::lower_scan(input)? {
        Some(lowered) => read(engine, &lowered).map_err(legacy::reworded),
        None => read(engine, input),
    }
}

fn read(engine: &Engine, input: &ScanInput) -> Result<ScanOutput, ServiceError> {
    check_placeholders(&input.expression_attribute_names, &input.expression_attribute_values)?;
    let limit = check_limit(input.limit)?;
    let segment = segment_range(input.segment, input.total_segments)?;
    let (projection, filter) = (input.projection_expression.as_deref(), input.filter_expression.as_deref());
    check_select(input.select, projection.is_some(), input.index_name.is_some())?;
    let mut expressions = RequestExpressions::new(
        engine.expressions(),
        &input.expression_attribute_names,
        &input.expression_attribute_values,
        projection.or(filter).is_some(),
        ": FilterExpression is null",
    )?;
    let filter = filter.map(|text| expressions.condition("FilterExpression", text)).transpose()?;
    let selection = projection.map(|text| expressions.projection(text)).transpose()?;
    expressions.finish()?;

    let table = engine.table(&input.table_name)?;
    let table = engine::read(&table);
    let consistent = input.consistent_read == Some(true);
    let target = Target::new(table.seen(consistent), input.index_name.as_deref(), "Scan")?;
    if consistent && target.global().is_some() {
        return Err(message::consistent_index_read());
    }
    check_parts(target, filter.as_ref(), selection.as_ref())?;
    let returned = returned(target, input.select, selection)?;
    let range = match &input.exclusive_start_key {
        None => segment,
        Some(key) => {
            let position = start_position(target, key)?;
            if !segment.contains(&position) {
                return Err(message::start_key_outside_segment());
            }
            after(segment, position, true)
        }
    };
    let narrow = filter.as_ref().is_some_and(|filter| !filtered_but_missing(target, filter).is_empty());
    let filter = filter.as_ref();
    let request = PageRequest { range, forward: true, limit, filter, returned, consistent, narrow };
    let page = read_page(target, &request);
    Ok(ScanOutput {
        items: page.items,
        count: page.count,
        scanned_count: page.scanned_count,
        last_evaluated_key: page.last_evaluated_key,
        consumed_capacity: page.used.report(&input.table_name, input.return_consumed_capacity),
    })
}

/// The keys of a segment. Segments divide the hashes of the partition keys evenly, so that an item belongs to
/// the same segment in every process.
fn segment_range(segment: Option<i32>, total: Option<i32>) -> Result<KeyRange, ServiceError> {
    let (segment, total) = match (segment, total) {
        (None, None) => return Ok(KeyRange { start: Key::first_of_hash(0), end: None }),
        (Some(segment), _) if segment < 0 => {
            return Err(message::constraint(None, "Segment", "have value greater than or equal to 0"));
        }
        (_, Some(total)) if total < 1 => {
            return Err(message::constraint(None, "TotalSegments", "have value greater than or equal to 1"));
        }
        (_, Some(total)) if total > MAX_SEGMENTS => {
            return Err(message::constraint(
                None,
                "TotalSegments",
                "have value less than or equal to 1000000",
            ));
        }
        (Some(_), None) => return Err(message::segment_without_total()),
        (None, Some(_)) => return Err(message::total_without_segment()),
        (Some(segment), Some(total)) if segment >= total => return Err(message::segment_out_of_range()),
        (Some(segment), Some(total)) => (segment, total),
    };
    // The quotient is at most 2⁶⁴, which stands for "no upper end".
    let boundary = |number: i32| (u128::from(number.unsigned_abs()) << 64) / u128::from(total.unsigned_abs());
    let first = |number| u64::try_from(boundary(number)).ok().map(Key::first_of_hash);
    let start = first(segment).unwrap_or_else(|| Key::first_of_hash(u64::MAX));
    Ok(KeyRange { start, end: first(segment + 1) })
}
