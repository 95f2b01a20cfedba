//! A saved session into the feed: what its lines tell, as news.

use std::collections::HashMap;
use std::io::Read;

use crate::session::{Reader, Told};
use crate::source::{Delivery, Keys, News, NewsSender, SourceKey};
use crate::store::Given;

/// So many records are handed on at once, or so many bytes of them.
const RECORDS: usize = 2048;
const BYTES: usize = 256 << 10;

/// Records of one source on their way.
struct Batch {
    key: SourceKey,
    records: Vec<Given>,
    bytes: usize,
}

/// Hands a whole session on; false once nobody listens. What is wrong with it is told of `about`.
pub fn deliver_session(
    about: &str,
    reader: Reader<impl Read>,
    keys: &Keys,
    sender: &NewsSender,
) -> bool {
    let tell = |news: News| sender.blocking_send(news).is_ok();
    let mut known: HashMap<u16, SourceKey> = HashMap::new();
    let mut batch: Option<Batch> = None;
    for told in reader {
        if let Ok(Told::Record(source, given)) = told {
            let Some(key) = known.get(&source).copied() else { continue };
            let full =
                |it: &mut Batch| it.key != key || it.records.len() >= RECORDS || it.bytes >= BYTES;
            if !batch.take_if(full).is_none_or(|batch| tell(batch.news())) {
                return false;
            }
            let new = || Batch { key, records: Vec::new(), bytes: 0 };
            let batch = batch.get_or_insert_with(new);
            batch.bytes += given.bytes.len();
            batch.records.push(*given);
            continue;
        }
        if !batch.take().is_none_or(|batch| tell(batch.news())) {
            return false;
        }
        let news = match told {
            Ok(Told::Source(source, given)) => {
                Some(News::Told(*known.entry(source).or_insert_with(|| keys.next()), given))
            }
            Ok(Told::Mark { source, record, note }) => {
                known.get(&source).map(|key| News::Marked { key: *key, record, note })
            }
            Ok(Told::Screen(screen, selected)) => {
                let at = selected.and_then(|(source, at)| Some((*known.get(&source)?, at)));
                Some(News::Screen(screen, at))
            }
            // These are read ahead, for the log to be made with them.
            Ok(Told::Catalog(_) | Told::Rules(_) | Told::Policy(_) | Told::Record(..)) => None,
            Err(damage) => {
                Some(News::Trouble { about: about.to_owned(), text: damage.to_string() })
            }
        };
        if !news.is_none_or(tell) {
            return false;
        }
    }
    batch.is_none_or(|batch| tell(batch.news()))
}

impl Batch {
    fn news(self) -> News {
        News::Of(self.key, Delivery::Given(self.records))
    }
}
