//! The sorts of institutions: what stands instead of a name.

/// What an institution is, without saying which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// 小学校.
    Primary,
    /// 中学校.
    Middle,
    /// 高校.
    High,
    /// 大学.
    University,
    /// Any other school.
    School,
    /// Where small children are looked after.
    Nursery,
    /// A doctor's practice.
    Clinic,
    /// A psychiatrist's practice.
    Mind,
    /// A hospital.
    Hospital,
    /// A company.
    Company,
    /// Where old or disabled people are cared for.
    Care,
    /// Where children live apart from their family.
    Child,
    /// A court.
    Court,
    /// Where people are advised.
    Office,
    /// Anything else.
    Place,
}

/// The sort of the institution that is called this.
pub fn sort(name: &str) -> Sort {
    const WORDS: [(Sort, &[&str]); 14] = [
        (Sort::Child, &["児童養護施設", "乳児院", "自立援助ホーム", "児童自立支援施設"]),
        (
            Sort::Care,
            &[
                "老人ホーム",
                "老健",
                "グループホーム",
                "デイサービス",
                "就労継続",
                "ケアハウス",
                "作業所",
                "苑",
                "荘",
                "介護",
            ],
        ),
        (
            Sort::Office,
            &["児童相談所", "児相", "福祉事務所", "保健所", "センター", "訪問看護", "役所", "役場", "ハローワーク"],
        ),
        (Sort::Court, &["裁判所", "家裁", "地裁"]),
        (Sort::Company, &["会社", "(株)", "(有)", "商事", "工業", "製作所", "建設", "銀行", "商店", "工務店", "運輸"]),
        (Sort::Mind, &["メンタル", "こころ", "心療", "精神"]),
        (Sort::Hospital, &["病院", "医療法人"]),
        (Sort::Clinic, &["クリニック", "医院", "診療所", "内科", "外科", "歯科", "小児科", "眼科"]),
        (Sort::Nursery, &["保育", "幼稚園", "こども園", "子ども園"]),
        (Sort::Primary, &["小学校", "小"]),
        (Sort::Middle, &["中学校", "中学", "中"]),
        (Sort::High, &["高等学校", "高校", "高"]),
        (Sort::University, &["大学", "短大"]),
        (Sort::School, &["学校", "学園", "学院", "高専", "塾", "予備校"]),
    ];
    let known = WORDS.iter().find(|(sort, words)| {
        words.iter().any(|word| if word.chars().count() == 1 { name.ends_with(word) } else { name.contains(word) })
            && !(*sort == Sort::Mind && name.contains("病院"))
    });
    known.map_or(Sort::Place, |(sort, _)| *sort)
}

/// Whether the name says that the public runs it.
pub fn public(name: &str) -> bool {
    ["市立", "区立", "町立", "村立", "県立", "都立", "府立", "道立", "公立"].iter().any(|word| name.contains(word))
}
