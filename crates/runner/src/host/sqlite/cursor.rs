//! A statement's rows on their way from the thread that finds them to the guest.

use tokio::sync::{mpsc, oneshot};

use super::value::{ROW_BYTES, size};
use super::watch::{Abandon, Waiting, Watch, lock};
use crate::bindings::sqlite::{Error, QueryResult, RowResult};

/// A statement's answer: its first rows, and where the rest come from.
pub(crate) struct Cursor {
    pub(crate) columns: Vec<String>,
    pub(crate) first: Vec<RowResult>,
    pub(crate) rest: Option<(mpsc::Receiver<Vec<RowResult>>, Abandon)>,
    pub(crate) end: End,
}

/// How a statement ended.
pub(crate) enum End {
    Now(Result<(), Error>),
    Later(oneshot::Receiver<Result<(), Error>>),
}

impl Cursor {
    pub(super) fn failed(error: Error) -> Self {
        // As in Spin: a bad statement has no columns and no rows, and its error comes last.
        Self {
            columns: Vec::new(),
            first: Vec::new(),
            rest: None,
            end: End::Now(Err(error)),
        }
    }

    /// Everything at once, for the synchronous interface.
    pub(crate) async fn collect(self) -> Result<QueryResult, Error> {
        let Self {
            columns,
            first: mut rows,
            mut rest,
            end,
        } = self;
        let mut bytes: usize = rows.iter().map(size).sum();
        while let Some((receiver, _)) = &mut rest {
            let Some(batch) = receiver.recv().await else {
                break;
            };
            bytes += batch.iter().map(size).sum::<usize>();
            if bytes > ROW_BYTES {
                return Err(Error::Io(format!(
                    "query result exceeds limit of {ROW_BYTES} bytes"
                )));
            }
            rows.extend(batch);
        }
        match end {
            End::Now(result) => result?,
            End::Later(result) => {
                result
                    .await
                    .map_err(|_| Error::Io("the statement was abandoned".to_owned()))??;
            }
        }
        Ok(QueryResult { columns, rows })
    }
}

pub(super) type Ending = oneshot::Sender<Result<(), Error>>;

/// The statement's side of a [`Cursor`].
pub(super) struct Sender<'a> {
    pub(super) watch: &'a Watch,
    /// Until the first batch.
    pub(super) answer: Option<oneshot::Sender<Cursor>>,
    pub(super) columns: Vec<String>,
    /// Since the first batch.
    pub(super) stream: Option<(mpsc::Sender<Vec<RowResult>>, Ending)>,
}

impl Sender<'_> {
    /// Hands a full batch over, waiting while the guest has not taken the one before.
    pub(super) fn send(&mut self, batch: Vec<RowResult>) -> Result<(), Error> {
        let gone = || Error::Io("row send error".to_owned());
        if let Some(answer) = self.answer.take() {
            let (rows, rest) = mpsc::channel(1);
            let (end, ended) = oneshot::channel();
            self.stream = Some((rows, end));
            let columns = std::mem::take(&mut self.columns);
            // From here on it is the rows that somebody waits for.
            let waiting = Waiting::default();
            *lock(&self.watch.waiting) = waiting.clone();
            let rest = Some((rest, Abandon(waiting)));
            let cursor = Cursor {
                columns,
                first: batch,
                rest,
                end: End::Later(ended),
            };
            return answer.send(cursor).map_err(|_| gone());
        }
        let (rows, _) = self.stream.as_ref().ok_or_else(gone)?;
        rows.blocking_send(batch).map_err(|_| gone())
    }

    pub(super) fn finish(self, result: Result<Vec<RowResult>, Error>) {
        // Whoever has stopped waiting needs no answer, so failures to send don't matter.
        if let Some(answer) = self.answer {
            let cursor = match result {
                Ok(first) => Cursor {
                    columns: self.columns,
                    first,
                    rest: None,
                    end: End::Now(Ok(())),
                },
                Err(error) => Cursor::failed(error),
            };
            _ = answer.send(cursor);
        } else if let Some((rows, end)) = self.stream {
            let result = result.map(|last| {
                if !last.is_empty() {
                    _ = rows.blocking_send(last);
                }
            });
            _ = end.send(result);
        }
    }
}
