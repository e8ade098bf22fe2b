//! PDF files of one empty page.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::dictionary;

/// Catalogue, tree of pages, page.
pub(crate) const PAGE: [&str; 3] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
];

/// Objects numbered from 1, and where each begins.
fn body(objects: &[&str]) -> (String, Vec<usize>) {
    let mut body = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(body.len());
        write!(body, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    (body, places)
}

/// With a cross-reference table; `trailer` is added to its trailer.
pub(crate) fn pdf(trailer: &str) -> Vec<u8> {
    pdf_of(&PAGE, trailer)
}

/// The same of any objects.
pub(crate) fn pdf_of(objects: &[&str], trailer: &str) -> Vec<u8> {
    let (mut file, places) = body(objects);
    let (start, size) = (file.len(), places.len() + 1);
    write!(file, "xref\n0 {size}\n0000000000 65535 f \n").unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(
        file,
        "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

/// With a cross-reference stream; `dictionary` is added to its dictionary.
pub(crate) fn pdf_with_streams(dictionary: &str) -> Vec<u8> {
    let (file, mut places) = body(&PAGE);
    places.push(file.len());
    let mut rows = vec![0; 4];
    for place in &places {
        let place = u16::try_from(*place).unwrap().to_be_bytes();
        rows.extend([1, place[0], place[1], 0]);
    }
    let data = (rows, String::new());
    with_table_stream(file.into_bytes(), 4, &data, dictionary)
}

/// An encryption dictionary, and what becomes of an object stream with it.
pub(crate) type Lock<'a> = (&'a str, &'a dyn Fn(&[u8]) -> Vec<u8>);

/// With everything in an object stream, both streams deflated, rows by their differences:
/// as programs of today write it.
pub(crate) fn pdf_packed(lock: Option<Lock<'_>>) -> Vec<u8> {
    let mut head = String::new();
    let mut objects = String::new();
    for (number, object) in (1..).zip(PAGE) {
        write!(head, "{number} {} ", objects.len()).unwrap();
        write!(objects, "{object} ").unwrap();
    }
    let packed = deflated([head.as_bytes(), objects.as_bytes()].concat());
    let packed = lock
        .as_ref()
        .map_or_else(|| packed.clone(), |(_, seal)| seal(&packed));
    let mut file = b"%PDF-1.7\n".to_vec();
    let stream = file.len();
    file.extend(
        format!(
            "4 0 obj\n<< /Type /ObjStm /N 3 /First {} /Filter /FlateDecode /Length 5 0 R >>\nstream\n",
            head.len()
        )
        .bytes(),
    );
    file.extend(&packed);
    file.extend(b"\nendstream\nendobj\n");
    let length = file.len();
    file.extend(format!("5 0 obj\n{}\nendobj\n", packed.len()).bytes());
    let encryption = file.len();
    let mut trailer = "/DecodeParms << /Columns 4 /Predictor 12 >>".to_owned();
    if let Some((dictionary, _)) = lock {
        file.extend(format!("6 0 obj\n{dictionary}\nendobj\n").bytes());
        trailer.push_str(" /Encrypt 6 0 R /ID [<00112233> <00112233>]");
    }
    let table = file.len();
    let mut rows = vec![[0; 4], [2, 0, 4, 0], [2, 0, 4, 1], [2, 0, 4, 2]];
    for place in [stream, length, encryption, table] {
        let place = u16::try_from(place).unwrap().to_be_bytes();
        rows.push([1, place[0], place[1], 0]);
    }
    let mut above = [0; 4];
    let mut differences = Vec::new();
    for row in rows {
        differences.push(2);
        differences.extend(
            row.iter()
                .zip(above)
                .map(|(byte, up)| byte.wrapping_sub(up)),
        );
        above = row;
    }
    let data = (deflated(differences), "/Filter /FlateDecode".to_owned());
    with_table_stream(file, 7, &data, &trailer)
}

fn with_table_stream(
    mut file: Vec<u8>,
    number: u32,
    (data, filter): &(Vec<u8>, String),
    dictionary: &str,
) -> Vec<u8> {
    let start = file.len();
    file.extend(
        format!(
            "{number} 0 obj\n<< /Type /XRef /Size {} /W [1 2 1] /Root 1 0 R /Length {} {filter} {dictionary} >>\n\
             stream\r\n",
            number + 1,
            data.len()
        )
        .bytes(),
    );
    file.extend(data);
    file.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

fn deflated(data: Vec<u8>) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&data).unwrap();
    packer.finish().unwrap()
}

/// A page for the `lopdf` crate to encrypt, and what it writes of it.
pub(crate) fn locked(lock: impl Fn(&lopdf::Document) -> lopdf::EncryptionState) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.7");
    let pages = document.new_object_id();
    let content = document.add_object(lopdf::Stream::new(
        lopdf::Dictionary::new(),
        b"q Q".to_vec(),
    ));
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
        "Contents" => content,
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document
        .objects
        .insert(pages, lopdf::Object::Dictionary(tree));
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    let id = lopdf::Object::string_literal(b"0123456789abcdef".to_vec());
    document.trailer.set("Root", catalogue);
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = lock(&document);
    document.encrypt(&state).unwrap();
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}
