//! What must not compile and what must, in `tests/compile` beside the suite. They are run from here because this crate's
//! tests build without AWS's SDK.

#[test]
fn compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("../tests/compile/fail/*.rs");
    cases.pass("../tests/compile/pass/*.rs");
}
