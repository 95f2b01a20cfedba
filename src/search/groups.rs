//! What a view holds of each value of a facet: how many, how much, from when to when, and how
//! they are spread over that time. Made of the sums that the view keeps: no event is looked at.

use crate::event::{Instant, SourceId};
use crate::store::{EventLog, Facet, FacetKey};

use super::timeline::Trend;
use super::view::View;
use super::volume::Volume;

/// The events of a view by the values of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetGroups {
    /// One a value that any event of the view has, in the order of the keys.
    pub groups: Vec<FacetGroup>,
    /// All events of the view, of which the groups hold their shares. Of an event with several
    /// purposes each group counts it, and an event without any value is in none.
    pub total: Volume,
    /// When the first bucket of the trends begins.
    pub start: Instant,
    /// How many milliseconds a bucket of the trends is wide.
    pub width: i64,
}

/// The events of a view that have one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetGroup {
    /// The value, of which [`EventLog::facet_name`] tells the name.
    pub key: FacetKey,
    /// How much there is.
    pub volume: Volume,
    /// How many events were in each bucket of time, at most 64 of equal width, the same in all
    /// groups, from the first to the last event of the view. Empty where nothing has a time, and
    /// where there are more sorts of events (65,536) than are told apart by time.
    pub trend: Vec<u32>,
}

/// A group on its way.
#[derive(Clone, Debug, Default)]
struct Sum {
    volume: Volume,
    trend: Trend,
    /// Of some of its events it is not known when they were.
    unknown: bool,
}

/// The events of `view` by the values of `facet`; `None` while its sums are to be counted anew, and
/// for sources, of which classes do not tell.
///
/// Takes as long as there are sorts of events, however many events there are; to be kept as long
/// as [`View::revision`] stays.
pub fn groups(log: &EventLog, view: &View, facet: Facet) -> Option<FacetGroups> {
    let chart = view.chart().filter(|_| facet != Facet::Source)?;
    let mut total = Volume::default();
    let mut sums: Vec<Sum> = Vec::new();
    for ((id, class), volume) in log.classes_from(0).zip(chart.volumes()) {
        if volume.count == 0 {
            continue;
        }
        total.join(volume);
        let trend = chart.trends().get(id.index());
        class.facets(SourceId(0)).each(facet, |key| {
            let at = key.0 as usize;
            if sums.len() <= at {
                sums.resize_with(at + 1, Sum::default);
            }
            sums[at].join(volume, trend);
        });
    }
    // Whoever draws them beside each other wants the same buckets of all.
    let range = total.first.zip(total.last);
    let axis = range.map_or_else(Trend::default, |(first, last)| Trend::between(first, last));
    let groups = (0..).map(FacetKey).zip(sums).filter(|(_, sum)| sum.volume.count > 0);
    let groups =
        groups.map(|(key, sum)| FacetGroup { key, volume: sum.volume, trend: sum.along(&axis) });
    let groups = groups.collect();
    Some(FacetGroups { groups, total, start: axis.start(), width: axis.width() })
}

impl Sum {
    fn join(&mut self, volume: &Volume, trend: Option<&Trend>) {
        self.volume.join(volume);
        match trend {
            Some(trend) => self.trend.join(trend),
            None => self.unknown = true,
        }
    }

    fn along(&self, axis: &Trend) -> Vec<u32> {
        if self.unknown {
            return Vec::new();
        }
        let mut all = axis.clone();
        all.join(&self.trend);
        all.buckets().iter().map(|[count]| *count).collect()
    }
}
