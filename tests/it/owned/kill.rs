//! A power cut under load: what was acknowledged is there, and nothing is half-written.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{Attachment, upload};
use otklik_tests::call::Call;
use otklik_tests::server::Server;
use otklik_tests::target::Target;
use otklik_tests::{image, tus};
use serde_json::Value;

const MIB: usize = 1024 * 1024;

const WRITERS: usize = 8;

/// Acknowledged appeals before the cut.
const BEFORE_THE_CUT: usize = 40;

/// An appeal that was acknowledged, and what it was made of.
struct Acknowledged {
    appeal: Appeal,
    files: Vec<Attachment>,
    request: Call,
}

#[test]
fn every_acknowledged_appeal_survives_a_power_cut_with_its_files() {
    let mut server = Server::start();
    let mut acknowledged: Vec<Acknowledged> = Vec::new();
    for round in 0..2 {
        let upload = begun(server.target());
        server = under_load(server, round, &mut acknowledged);
        verify(server.target(), &acknowledged);
        resumed(server.target(), &upload);
    }
    assert!(acknowledged.len() >= 2 * BEFORE_THE_CUT);
}

/// An upload of which two mebibytes were acknowledged.
fn begun(target: &Target) -> Attachment {
    let upload = tus::begin_at(target, &image::photo(3 * MIB, 5));
    tus::append_at(target, &upload, 0, &upload.bytes[..2 * MIB]).expect(204);
    upload
}

/// What was acknowledged of the upload is still there, and it goes on from there.
fn resumed(target: &Target, upload: &Attachment) {
    assert_eq!(tus::offset_at(target, upload), 2 * MIB);
    tus::append_at(target, upload, 2 * MIB, &upload.bytes[2 * MIB..]).expect(204);
    tus::call("DELETE", &upload.path())
        .header("otklik-upload-token", &upload.token)
        .send_to(target)
        .expect(204);
}

/// Kills the server while writers write, and starts it again.
fn under_load(server: Server, round: usize, acknowledged: &mut Vec<Acknowledged>) -> Server {
    let target = server.target().clone();
    let count = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (target, count) = (&target, &count);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| scope.spawn(move || write(target, round * 100 + writer, count)))
            .collect();
        let deadline = Instant::now() + Duration::from_secs(60);
        while count.load(Ordering::Relaxed) < BEFORE_THE_CUT {
            assert!(Instant::now() < deadline, "the writers are too slow");
            std::thread::sleep(Duration::from_millis(5));
        }
        let server = server.kill_and_start_again();
        for writer in writers {
            let (answered, unanswered) = writer.join().unwrap();
            acknowledged.extend(answered);
            if let Some(request) = unanswered {
                asked_again(server.target(), &request);
            }
        }
        server
    })
}

/// A request whose answer was cut off may have been registered or not; asked again, it is, and once.
fn asked_again(target: &Target, request: &Call) {
    let first = Appeal::read(&request.clone().send_to(target));
    let second = Appeal::read(&request.clone().send_to(target));
    assert_eq!(first, second);
}

/// Submits until the server is gone. Gives what was acknowledged, and the submission that was not.
fn write(target: &Target, writer: usize, count: &AtomicUsize) -> (Vec<Acknowledged>, Option<Call>) {
    let mut acknowledged = Vec::new();
    for number in 0.. {
        let seed = writer as u64 * 10_000 + number;
        let Ok(files) = upload_two(target, seed) else {
            break;
        };
        let references: Vec<Value> = files.iter().map(Attachment::reference).collect();
        let request = appeal::creation(&appeal::with("/attachments", references));
        let request = request.key(&format!("key-of-the-writer-{seed:010}"));
        let Ok(answer) = request.clone().try_send_to(target) else {
            return (acknowledged, Some(request));
        };
        let appeal = Appeal::read(&answer);
        acknowledged.push(Acknowledged {
            appeal,
            files,
            request,
        });
        count.fetch_add(1, Ordering::Relaxed);
    }
    (acknowledged, None)
}

fn upload_two(target: &Target, seed: u64) -> Result<Vec<Attachment>, ureq::Error> {
    let sizes = [2000, 2500].into_iter().zip(0..);
    let files = sizes.map(|(size, number)| {
        let bytes = image::photo(size, seed * 2 + number);
        let answer = upload("яма.jpg", "image/jpeg", &bytes).try_send_to(target)?;
        Ok(Attachment::read(&answer, &bytes))
    });
    files.collect()
}

fn verify(target: &Target, acknowledged: &[Acknowledged]) {
    let listed = list(target);
    for Acknowledged {
        appeal,
        files,
        request,
    } in acknowledged
    {
        assert!(
            listed.contains(&appeal.number),
            "{} is in the list",
            appeal.number
        );
        // Somebody who has missed the answer asks again and gets the same.
        assert_eq!(Appeal::read(&request.clone().send_to(target)), *appeal);
        let card = appeal.card_at(target);
        assert_eq!(card["attachments"].as_array().unwrap().len(), files.len());
        for file in files {
            let path = appeal.path(&format!("/attachments/{}", file.id));
            let down = Call::get(path)
                .code(&appeal.code)
                .send_to(target)
                .expect(200);
            assert!(
                down.body == file.bytes,
                "{} comes back byte for byte",
                file.id
            );
        }
    }
    // Appeals whose acknowledgement was cut off may be there, but then as whole as the others.
    for number in &listed {
        let appeal = Appeal {
            number: number.clone(),
            code: String::new(),
        };
        let events = appeal.events_at(target);
        let places: Vec<u64> = events
            .iter()
            .map(|event| event["seq"].as_u64().unwrap())
            .collect();
        assert_eq!(
            places,
            (1..=events.len() as u64).collect::<Vec<_>>(),
            "{number}"
        );
        let card = Call::get(appeal.path(""))
            .staff()
            .send_to(target)
            .expect(200)
            .json();
        assert_eq!(card["version"], events.len());
        let files = card["attachments"].as_array().unwrap();
        assert_eq!(files.len(), 2, "{number}");
        for file in files {
            let path = appeal.path(&format!("/attachments/{}", file["id"].as_str().unwrap()));
            let down = Call::get(path).staff().send_to(target).expect(200);
            assert_eq!(down.body.len() as u64, file["size_bytes"].as_u64().unwrap());
        }
    }
    let counters = Call::get("/api/v1/appeals/counters")
        .staff()
        .send_to(target)
        .expect(200)
        .json();
    assert_eq!(counters["total"], listed.len());
    let ordinals: BTreeSet<u32> = listed
        .iter()
        .map(|number| appeal::ordinal(number))
        .collect();
    assert_eq!(
        ordinals.last().copied(),
        u32::try_from(listed.len()).ok(),
        "no gap either"
    );
    assert_eq!(
        Call::get("/health").send_to(target).expect(200).json()["status"],
        "ready"
    );
}

fn list(target: &Target) -> BTreeSet<String> {
    let mut path = "/api/v1/appeals?limit=200".to_owned();
    let mut found = BTreeSet::new();
    loop {
        let page = Call::get(&path).staff().send_to(target).expect(200).json();
        for item in page["items"].as_array().unwrap() {
            assert!(
                found.insert(item["number"].as_str().unwrap().to_owned()),
                "{item} stands twice"
            );
        }
        let Some(next) = page["next"].as_str() else {
            return found;
        };
        path = format!("/api/v1/appeals?limit=200&cursor={next}");
    }
}
