//! Resumable uploads: what has come stays, whatever happens to the connection.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{ATTACHMENTS, Attachment};
use otklik_tests::call::Call;
use otklik_tests::wire::Wire;
use otklik_tests::{image, tus};

const MIB: usize = 1024 * 1024;

#[track_caller]
fn attached(upload: &Attachment) {
    let appeal = Appeal::create_as(&appeal::with("/attachments", vec![upload.reference()]));
    let path = appeal.path(&format!("/attachments/{}", upload.id));
    let down = Call::get(path).code(&appeal.code).send().expect(200);
    assert!(down.body == upload.bytes, "byte for byte");
}

#[test]
fn a_file_sent_in_pieces_is_whole() {
    let upload = tus::begin(&image::photo(2 * MIB + 77, 1));
    assert_eq!(tus::offset(&upload), 0);
    let mut at = 0_usize;
    for size in [1, 1000, MIB, 300_000, usize::MAX] {
        let end = at.saturating_add(size).min(upload.bytes.len());
        let answer = tus::append(&upload, at, &upload.bytes[at..end]).expect(204);
        at = end;
        assert_eq!(answer.header("upload-offset"), at.to_string());
        assert_eq!(answer.header("tus-resumable"), "1.0.0");
        assert_eq!(tus::offset(&upload), at);
    }
    attached(&upload);
}

#[test]
fn a_connection_that_breaks_in_the_middle_costs_nothing_that_came() {
    let upload = tus::begin(&image::photo(3 * MIB, 2));
    let mut wire = Wire::open();
    let length = upload.bytes.len().to_string();
    wire.head(
        &format!("PATCH {}", upload.path()),
        &[
            ("tus-resumable", "1.0.0"),
            ("otklik-upload-token", &upload.token),
            ("upload-offset", "0"),
            ("content-type", "application/offset+octet-stream"),
            ("content-length", &length),
        ],
    );
    wire.write(&upload.bytes[..2 * MIB + 1234]);
    // The whole mebibytes are stored as they come; the connection is cut only when they are.
    let mut kept = 0;
    for _ in 0..200 {
        kept = tus::offset(&upload);
        if kept >= 2 * MIB {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    assert!(
        kept >= 2 * MIB,
        "{kept} bytes are kept while the connection is open"
    );
    wire.cut();
    // What was on its way may still be stored, so the first try may be told to look again.
    for _ in 0..20 {
        let at = tus::offset(&upload);
        let piece = &upload.bytes[at..at + 1000];
        let answer = tus::append(&upload, at, piece);
        if answer.status == 204 {
            let rest = tus::append(&upload, at + 1000, &upload.bytes[at + 1000..]).expect(204);
            assert_eq!(rest.header("upload-offset"), length);
            attached(&upload);
            return;
        }
        answer.problem(409, "upload_offset_conflict");
    }
    panic!("the upload cannot be resumed");
}

#[test]
fn a_piece_at_another_place_is_refused_and_changes_nothing() {
    let upload = tus::begin(&image::photo(5000, 3));
    tus::append(&upload, 100, &upload.bytes[100..]).problem(409, "upload_offset_conflict");
    tus::append(&upload, 0, &upload.bytes[..1000]).expect(204);
    for offset in [0, 999, 1001, 5000, 999_999] {
        tus::append(&upload, offset, b"piece").problem(409, "upload_offset_conflict");
    }
    assert_eq!(tus::offset(&upload), 1000);
    tus::append(&upload, 1000, &upload.bytes[1000..]).expect(204);
    attached(&upload);
}

#[test]
fn an_upload_that_is_not_finished_cannot_be_attached() {
    let upload = tus::begin(&image::photo(5000, 4));
    tus::append(&upload, 0, &upload.bytes[..4999]).expect(204);
    let body = appeal::with("/attachments", vec![upload.reference()]);
    assert_eq!(
        appeal::creation(&body).send().faults(),
        ["/attachments/0/id attachment_unknown"]
    );
    tus::append(&upload, 4999, &upload.bytes[4999..]).expect(204);
    attached(&upload);
}

#[test]
fn more_than_was_announced_is_refused() {
    let upload = tus::begin(&image::photo(5000, 5));
    let more = [&upload.bytes[..], b"more"].concat();
    let answer = tus::append(&upload, 0, &more);
    assert!(matches!(answer.status, 400 | 413), "{answer}");
}

#[test]
fn a_file_that_turns_out_bad_is_refused_with_its_last_piece() {
    let mut cut = tus::begin(&image::photo(5000, 6));
    cut.bytes.truncate(4000);
    let upload = tus::begin(&cut.bytes);
    tus::append(&upload, 0, &upload.bytes[..3000]).expect(204);
    let answer = tus::append(&upload, 3000, &upload.bytes[3000..]);
    answer.problem(422, "file_truncated");
    let head = tus::call("HEAD", &upload.path()).header("otklik-upload-token", &upload.token);
    head.send().expect(404);
}

#[test]
fn a_creation_is_checked() {
    for length in ["", "-1", "abc", "1e6", "99999999999999999999999999"] {
        tus::creation(length).send().problem(400, "tus_header");
    }
    tus::creation(&(10 * MIB + 1).to_string())
        .send()
        .problem(413, "file_too_large");
    let nameless = tus::call("POST", ATTACHMENTS)
        .body("", Vec::new())
        .header("upload-length", "100");
    nameless.send().problem(422, "file_name_invalid");
    let call = Call::post(ATTACHMENTS)
        .header("tus-resumable", "0.2.2")
        .header("upload-length", "100");
    let answer = call.send();
    answer.problem(412, "tus_version");
    assert_eq!(answer.header("tus-version"), "1.0.0");
}

#[test]
fn a_stranger_neither_sees_nor_feeds_an_upload() {
    let upload = tus::begin(&image::photo(5000, 7));
    let mut stranger = tus::begin(&image::photo(5000, 8));
    stranger.id.clone_from(&upload.id);
    tus::append(&stranger, 0, &stranger.bytes).problem(404, "not_found");
    for token in ["", "wrong", stranger.token.as_str()] {
        let call = tus::call("HEAD", &upload.path()).header("otklik-upload-token", token);
        call.send().expect(404);
    }
    assert_eq!(tus::offset(&upload), 0);
}

#[test]
fn what_the_server_can_do_is_told() {
    let answer = Call::new("OPTIONS", ATTACHMENTS).send().expect(204);
    assert_eq!(answer.header("tus-version"), "1.0.0");
    assert_eq!(answer.header("tus-max-size"), (10 * MIB).to_string());
    for extension in ["creation", "termination"] {
        assert!(
            answer
                .header("tus-extension")
                .split(',')
                .any(|given| given == extension)
        );
    }
}

#[test]
fn an_upload_is_taken_back_in_the_middle() {
    let upload = tus::begin(&image::photo(5000, 9));
    tus::append(&upload, 0, &upload.bytes[..1000]).expect(204);
    tus::call("DELETE", &upload.path())
        .header("otklik-upload-token", &upload.token)
        .send()
        .expect(204);
    tus::append(&upload, 1000, &upload.bytes[1000..]).problem(404, "not_found");
}

#[test]
fn of_pieces_sent_at_once_to_one_place_one_is_kept() {
    let upload = tus::begin(&image::photo(50_000, 10));
    let answers = crate::at_once::at_once(6, |_| tus::append(&upload, 0, &upload.bytes[..40_000]));
    let kept = answers.iter().filter(|answer| answer.status == 204).count();
    assert_eq!(kept, 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 204) {
        answer.problem(409, "upload_offset_conflict");
    }
    assert_eq!(tus::offset(&upload), 40_000);
    tus::append(&upload, 40_000, &upload.bytes[40_000..]).expect(204);
    attached(&upload);
}

#[test]
fn an_answer_that_was_lost_can_be_asked_for_again() {
    let upload = tus::begin(&image::photo(5000, 11));
    tus::append(&upload, 0, &upload.bytes).expect(204);
    // The uploader who missed that asks where it stands, and may even send nothing more.
    assert_eq!(tus::offset(&upload), 5000);
    let again = tus::append(&upload, 5000, b"").expect(204);
    assert_eq!(again.header("upload-offset"), "5000");
    attached(&upload);

    let key = otklik_tests::unique::word();
    let create = || {
        let call = tus::creation("5000").key(&key).staff();
        call.send().expect(201)
    };
    let (first, second) = (create(), create());
    for header in ["location", "otklik-upload-token", "upload-offset"] {
        assert_eq!(first.header(header), second.header(header));
    }
}

#[test]
fn a_piece_is_checked_before_it_is_read() {
    let upload = tus::begin(&image::photo(5000, 12));
    let patch = |media_type: &str, offset: Option<&str>| {
        let call = tus::call("PATCH", &upload.path()).header("otklik-upload-token", &upload.token);
        let call = offset
            .iter()
            .fold(call, |call, offset| call.header("upload-offset", offset));
        call.body(media_type, &upload.bytes[..100]).send()
    };
    let right = "application/offset+octet-stream";
    patch("application/octet-stream", Some("0")).problem(415, "unsupported_media_type");
    patch("", Some("0")).problem(415, "unsupported_media_type");
    for offset in [
        None,
        Some(""),
        Some("-1"),
        Some("0x0"),
        Some("99999999999999999999"),
    ] {
        patch(right, offset).problem(400, "tus_header");
    }
    let call = Call::new("PATCH", upload.path()).header("otklik-upload-token", &upload.token);
    let call = call
        .header("upload-offset", "0")
        .body(right, &upload.bytes[..100]);
    call.send().problem(412, "tus_version");
    assert_eq!(tus::offset(&upload), 0);
}

#[test]
fn an_upload_of_nothing_is_refused() {
    let upload = tus::begin(b"");
    tus::append(&upload, 0, b"").problem(422, "file_empty");
}
