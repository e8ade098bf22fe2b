//! A PDF of any size that is whole: one object in it is a stream of so many bytes.

const HEAD: &str = "%PDF-1.7\n\
    1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";

/// A PDF of exactly `size` bytes (at least a kibibyte).
pub(crate) fn pdf(size: usize) -> Vec<u8> {
    let mut length = size.saturating_sub(HEAD.len());
    // The length stands in the file in decimal, so it is found by trying.
    for _ in 0..4 {
        let over = with_stream(length).len().saturating_sub(size);
        if over == 0 {
            break;
        }
        length -= over;
    }
    with_stream(length)
}

fn with_stream(length: usize) -> Vec<u8> {
    let mut file = format!("{HEAD}3 0 obj\n<< /Length {length:09} >>\nstream\n").into_bytes();
    // Bytes of every kind, as compressed pictures have them.
    let mut state = 1_u32;
    file.extend(
        std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(length),
    );
    file.extend(b"\nendstream\nendobj\n");
    let start = file.len();
    let offset = |object: &str| HEAD.find(object).unwrap_or_default();
    let table = format!(
        "xref\n0 4\n0000000000 65535 f \n{:010} 00000 n \n{:010} 00000 n \n{:010} 00000 n \n\
         trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start:010}\n%%EOF\n",
        offset("1 0 obj"),
        offset("2 0 obj"),
        HEAD.len(),
    );
    file.extend(table.into_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_size_asked_for_and_passes_the_check_of_files() {
        for size in [1024, 5000, 1024 * 1024] {
            let file = pdf(size);
            assert_eq!(file.len(), size);
            let name = files::FileName::clean("large.pdf").unwrap();
            let checked = files::check(&file, &name).unwrap();
            assert_eq!(checked.media_type.mime(), "application/pdf");
        }
    }
}
