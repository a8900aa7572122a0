//! Generates the shop from its spec.

fn main() {
    dynamo_codegen::Builder::new("spec/shop.toml").emit_rust("shop.rs").run_or_exit();
}
