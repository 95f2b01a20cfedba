//! The first events of a log that was read whole, as if no more had come yet.

use super::*;
use crate::audit::{Audit, Auditor, Context as Judged, Desks, Finding, Policy};
use crate::privacy::{Identity, Scanner};
use crate::query::{Context, Predicate};
use crate::search::{Chart, Question, View};
use crate::store::{Facet, loaded};

const FILTERS: &[&str] = &[
    "",
    "level:error",
    "exception",
    "prop.reason:startup or -ext:vscode",
    "time>2026-10-25T01:00",
    "severity>=warning",
];

/// What a view of a log shows and counts, and what is found in all of it.
fn shown(log: &mut EventLog) -> Vec<String> {
    let judged = Judged::new(Policy::default(), Scanner::new(Identity::default()));
    let auditor = Arc::new(Auditor::new(judged));
    log.set_judge(auditor.clone());
    let mut audit = Audit::new(auditor);
    assert!(audit.advance(log, usize::MAX, &mut Desks::default()));
    audit.conclude(log);
    let found = audit.findings(log);
    let mut shown = vec![format!("{}", found.left_out)];
    for finding in found.list {
        // In which order the text was gone through is nobody's promise.
        let seen = finding.seen.as_ref().map(|it| (it.count, it.first, it.last, it.oldest()));
        shown.push(format!("{:?} {seen:?}", Finding { seen: None, ..finding }));
    }
    for filter in FILTERS {
        let predicate = Predicate::read(filter, &Context::default()).unwrap();
        let mut view = View::new(Question { predicate, ..Question::default() });
        assert!(view.advance(log, usize::MAX));
        shown.push(format!("{filter}: {:?} {:?}", view.ids(), view.chart().map(Chart::timeline)));
        for facet in Facet::ALL {
            let counts = view.counts().values(facet);
            let counts = counts.map(|(key, count)| (log.facet_name(facet, key), count));
            let mut counts: Vec<_> = counts.collect();
            counts.sort_unstable();
            shown.push(format!("{facet:?}: {counts:?}"));
        }
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_played_is_what_would_be_there_had_no_more_come(
        logs in prop::collection::vec((written_log(0..40), any::<bool>()), 1..4),
        sizes in sizes(),
        to in any::<prop::sample::Index>(),
        before in any::<prop::sample::Index>(),
    ) {
        let paths: Vec<_> = (0..logs.len()).map(|at| format!("{at}telemetry.log")).collect();
        let mut reading = Reading::new(&paths, sizes, true);
        for (source, (bytes, saved)) in logs.into_iter().enumerate() {
            let way = if saved { Way::Saved } else { Way::Stretch };
            reading.happen(&Happens::Bytes(source, bytes, way));
            reading.happen(&Happens::PartEnded(source));
        }
        reading.intake.finish(&mut Vec::new());
        let shared = reading.intake.ingest.log();
        let emptied = read(&shared, EventLog::emptied);
        let whole = std::mem::replace(&mut *shared.write().unwrap(), emptied);
        let order: Vec<_> = whole.in_order().collect();
        let to = to.index(order.len() + 1);
        let mut expected = loaded(&whole, &order[..to]);
        let all = 0..whole.len();
        let whole = whole.numbered(all);
        let mut excerpt = whole.excerpt();
        excerpt.take_on(&whole, before.index(to + 1));
        excerpt.take_on(&whole, to);
        same(&[told(&expected), told(&excerpt)])?;
        same(&[shown(&mut expected), shown(&mut excerpt)])?;
    }
}
