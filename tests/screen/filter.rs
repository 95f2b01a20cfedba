//! The filter line.

use super::driver::Driver;

#[test]
fn show() {
    for (keys, w, h) in [
        ("f le", 80, 24),
        ("f le <tab>", 80, 24),
        ("f level:error <space> dest:", 80, 24),
        ("f <tab>", 80, 24),
        ("f prop.", 80, 24),
        ("f <tab>", 40, 10),
        ("f name:", 40, 10),
        ("f common.common", 60, 16),
        ("f prop.resource.ext: <tab>", 80, 24),
        ("f level:error <enter> f dest:github <enter> f <ctrl-r> lev", 80, 24),
        ("f source:", 80, 24),
        ("f -(event:a", 80, 24),
    ] {
        let mut driver = Driver::live();
        driver.keys(keys);
        println!("== {keys}\n{}", driver.screen(w, h));
    }
}
