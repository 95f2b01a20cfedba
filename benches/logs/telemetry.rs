//! Records of telemetry events: a name and a payload of properties and measurements, with what
//! the editor adds to each.

use super::clock::Clock;
use super::facts::Facts;
use super::names::{HUNDREDTH, Names};
use super::random::Random;
use super::vocabulary::{COPILOT, KEYS, MEASURES, REASONS, TRACE, VALUES};

/// What the editor adds to the properties of each event before the time.
const BEFORE: &str = concat!(
    r#""common.machineId":"bc020a35b7f9cb1382e7b534c68e3c531d849b119bf14f75ddead6cc45c3ccc1","#,
    r#""common.sqmId":"","common.devDeviceId":"263a4dbe-4148-4fb8-a214-b0032339dbb9","#,
    r#""sessionID":"3f3af1ec-ebbd-4410-ab41-7ec0d27bbfcb1773476813402","#,
    r#""commitHash":"9505cacb7c710ed17125fcc6cb3669e8ddca6c8c","version":"1.109.2","#,
    r#""releaseDate":"2026-02-26T11:12:40.500Z","common.platformVersion":"6.8.0","#,
    r#""common.platform":"Linux","common.nodePlatform":"linux","common.nodeArch":"x64","#,
    r#""common.product":"desktop","timestamp":""#,
);

/// And after it.
const AFTER: &str = concat!(
    r#"","common.isNewSession":"0","common.remoteAuthority":"none","#,
    r#""abexp.assignmentcontext":""},"measurements":{"#,
);

/// What an extension's events carry in its place.
const OF_EXTENSION: &str = concat!(
    r#""common.os":"linux","common.nodeArch":"x64","common.platformversion":"6.8.0","#,
    r#""common.telemetryclientversion":"1.5.2","common.extversion":"1.2.3","#,
    r#""common.vscodemachineid":"bc020a35b7f9cb1382e7b534c68e3c531d849b119bf14f75ddead6cc45c3ccc1","#,
    r#""common.vscodesessionid":"3f3af1ec-ebbd-4410-ab41-7ec0d27bbfcb1773476813402","#,
    r#""common.vscodecommithash":"9505cacb7c710ed17125fcc6cb3669e8ddca6c8c","#,
    r#""common.vscodeversion":"1.109.2","common.isnewappinstall":false,"#,
    r#""common.product":"desktop","common.uikind":"desktop","common.remotename":"none","#,
    r#""common.extname":""#,
);

/// Writes the payloads of a log's events, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Telemetry {
    names: Names,
    sequence: u64,
}

impl Telemetry {
    pub(crate) fn new() -> Self {
        Self { names: Names::new(), sequence: 0 }
    }

    /// A name, a blank, a payload; no line end.
    pub(crate) fn write(
        &mut self,
        random: &mut Random,
        clock: &mut Clock,
        facts: &mut Facts,
        out: &mut Vec<u8>,
    ) {
        let rank = self.names.draw(random);
        facts.hundredth += u64::from(rank + 1 == HUNDREDTH);
        let name = self.names.name(rank);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(br#" {"properties":{"#);
        own(rank, random, facts, out);
        match name.split_once('/') {
            Some((extension, _)) if extension != "telemetry" => {
                extend(out, &[OF_EXTENSION, extension, r#""},"measurements":{"#]);
            }
            _ => {
                extend(out, &[BEFORE]);
                clock.utc(out);
                extend(out, &[AFTER]);
            }
        }
        measurements(rank, random, facts, out);
        self.sequence += 1;
        extend(out, &[r#""common.timesincesessionstart":"#]);
        number(clock.unix() - Clock::at(0).unix(), out);
        extend(out, &[r#","common.sequence":"#]);
        number(self.sequence, out);
        extend(out, &["}}"]);
    }
}

/// The properties that an event of this rank has by itself, each with a comma behind it. Which
/// they are goes by the name, what they say does not.
fn own(rank: usize, random: &mut Random, facts: &mut Facts, out: &mut Vec<u8>) {
    let of_name = Random::new(rank as u64).next() as usize;
    for at in 0..2 + of_name % 6 {
        let value = random.pick(&VALUES);
        extend(out, &["\"", KEYS[(of_name / 7 + at * 5) % KEYS.len()], "\":\"", value, "\","]);
    }
    if random.chance(1, 5) {
        let reason = random.pick(&REASONS);
        facts.startup += u64::from(reason == "startup");
        extend(out, &["\"reason\":\"", reason, "\","]);
    }
    if random.chance(3, 100) {
        facts.copilot += 1;
        extend(out, &["\"from\":\"", random.pick(&COPILOT), "\","]);
    }
    if rank == 12 {
        // The event of errors that nothing caught.
        extend(out, &["\"callstack\":\"", TRACE, "\",\"msg\":\"no ladder\","]);
    }
}

/// The measurements that an event has by itself, each with a comma behind it.
fn measurements(rank: usize, random: &mut Random, facts: &mut Facts, out: &mut Vec<u8>) {
    let of_name = Random::new(rank as u64 + 1000).next() as usize;
    for at in 0..=of_name % 4 {
        extend(out, &["\"", MEASURES[(of_name / 5 + at * 3) % MEASURES.len()], "\":"]);
        number(random.below(5000), out);
        out.push(b',');
    }
    if rank % 16 == 12 {
        extend(out, &["\"isError\":1,"]);
    }
    if random.chance(1, 2) {
        duration(random, facts, out);
    }
}

/// `"durationMs":12.345,`, of the exponential distribution: one in seven is over 500, and one in
/// 64 is of a kind that takes 64 times as long.
fn duration(random: &mut Random, facts: &mut Facts, out: &mut Vec<u8>) {
    let mean = if random.chance(1, 64) { 263_000 * 64 } else { 263_000 };
    // Odd, so that the last of the three digits is not the 0 that no number is printed with.
    let micros = random.exponential(mean) | 1;
    let whole = micros / 1000;
    facts.slow += u64::from(micros > 500_000);
    facts.five_digits += u64::from((10_000..100_000).contains(&whole));
    facts.five_or_more += u64::from(whole >= 10_000);
    extend(out, &["\"durationMs\":"]);
    number(whole, out);
    let digit = |of: u64| b'0' + (of % 10) as u8;
    out.extend_from_slice(&[b'.', digit(micros / 100), digit(micros / 10), digit(micros), b',']);
}

/// Appends texts.
pub(crate) fn extend(out: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

/// Appends a number's digits.
pub(crate) fn number(of: u64, out: &mut Vec<u8>) {
    let (mut digits, mut at, mut left) = ([0; 20], 20, of);
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            return out.extend_from_slice(&digits[at..]);
        }
    }
}
