//! How long the generator takes for a large spec: 1,000 entities and 5,000 access patterns.
//!
//! `cargo bench -p dynamo-benches --bench codegen`
#![allow(clippy::print_stdout)]

use std::fmt::Write;
use std::time::Instant;

const ENTITIES: usize = 1_000;
/// Of each entity.
const PATTERNS: usize = 5;
const RUNS: usize = 5;

/// A table of many entities, each of which is read by key, by index and in a period, created and changed.
fn spec() -> String {
    let mut text = String::from(
        "spec = 1\n[model]\nname = \"large\"\n[table]\nname = \"large\"\npk = \"PK\"\nsk = \"SK\"\ntype_attribute = \"_t\"\n\
         [index.GSI1]\npk = \"GSI1PK\"\nsk = \"GSI1SK\"\n",
    );
    for number in 0..ENTITIES {
        let _ = write!(
            text,
            "[entity.Thing{number}]\npk = \"THING{number}#{{tenant_id}}\"\nsk = \"THING{number}#{{thing_id}}\"\n\
             index.GSI1 = {{ name = \"by_state\", pk = \"STATE{number}#{{state}}\", sk = \"{{changed_at}}#{{thing_id}}\" }}\n\
             [entity.Thing{number}.fields]\ntenant_id = \"uuid\"\nthing_id = \"ulid\"\nstate = {{ enum = [\"open\", \"done\"] }}\n\
             changed_at = \"timestamp\"\namount = \"u64\"\nnote = \"string?\"\n\
             [access.get_{number}]\nget = \"Thing{number}\"\n\
             [access.by_state_{number}]\nquery = \"Thing{number}\"\nindex = \"GSI1\"\n\
             range = {{ field = \"changed_at\", ops = [\"between\", \"since\"] }}\nfilter = \"amount > :least\"\n\
             [access.create_{number}]\ncreate = \"Thing{number}\"\n\
             [access.change_{number}]\nupdate = \"Thing{number}\"\nset = [\"note?\"]\nadd = {{ amount = \":more\" }}\n\
             condition = \"amount < :limit\"\n\
             [access.finish_{number}]\nupdate = \"Thing{number}\"\nset = {{ state = \"done\" }}\ngiven = [\"changed_at\"]\n"
        );
    }
    text
}

fn main() {
    let spec = spec();
    println!(
        "{ENTITIES} entities, {} access patterns, {} kB of spec",
        ENTITIES * PATTERNS,
        spec.len() / 1024
    );
    let mut best = (f64::MAX, f64::MAX, f64::MAX);
    for _ in 0..RUNS {
        let start = Instant::now();
        let report = dynamo_codegen::check("large.toml", &spec);
        let checked = start.elapsed().as_secs_f64();
        let Some(design) = report.design() else {
            println!("{}", report.to_text().chars().take(2_000).collect::<String>());
            std::process::exit(1);
        };
        let rust = dynamo_codegen::rust(design, report.path(), report.source());
        let rendered = start.elapsed().as_secs_f64();
        assert!(rust.contains(&format!("pub fn finish_{}(", ENTITIES - 1)), "all methods are there");
        let notation = dynamo_codegen::Notation::Yaml;
        let template = dynamo_codegen::cloudformation(design, &design.options, notation);
        assert!(template.contains("GSI1PK"), "the index is there");
        let all = start.elapsed().as_secs_f64();
        best = (best.0.min(checked), best.1.min(rendered - checked), best.2.min(all));
        println!(
            "check {checked:.3} s, Rust {:.3} s ({} kB), all {all:.3} s",
            rendered - checked,
            rust.len() / 1024
        );
    }
    println!("best: check {:.3} s, Rust {:.3} s, all {:.3} s", best.0, best.1, best.2);
}
