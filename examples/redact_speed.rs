use std::time::Instant;
use telltail::privacy::{Identity, Redactor};
fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let bytes = &bytes[..bytes.len().min(64 << 20)];
    let mut redactor = Redactor::new(Identity {
        user: Some("mkowalski".into()),
        home: Some("/home/mkowalski".into()),
        host: Some("wolfram-7".into()),
        remotes: vec![],
    });
    for pass in 0..3 {
        let start = Instant::now();
        let mut out = 0;
        for line in bytes.split(|b| *b == b'\n') {
            let at = memchr::memmem::find(line, b" {").map(|at| at + 1..line.len());
            if pass == 0 {
                redactor.learn(line);
            } else {
                out += redactor.record(line, at).len();
            }
        }
        let took = start.elapsed();
        println!(
            "pass {pass}: {:.1} MB/s, out {out}",
            bytes.len() as f64 / 1e6 / took.as_secs_f64()
        );
    }
    println!("{}", redactor.replaced());
}
