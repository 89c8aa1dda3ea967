//! Professions, as a list that most people find themselves in.

use serde::{Deserialize, Serialize};

use crate::kit::Locale;
use crate::tl;

/// What a person works as. `Other` goes with words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profession {
    /// 公認心理師・臨床心理士
    ClinicalPsychologist,
    /// 社会福祉士
    SocialWorker,
    /// 精神保健福祉士
    PsychiatricSocialWorker,
    /// 医療ソーシャルワーカー
    MedicalSocialWorker,
    /// スクールソーシャルワーカー
    SchoolSocialWorker,
    /// 教員
    Teacher,
    /// スクールカウンセラー
    SchoolCounselor,
    /// 看護師
    Nurse,
    /// 保健師
    PublicHealthNurse,
    /// 保育士
    Childcare,
    /// 介護福祉士
    CareWorker,
    /// 作業療法士
    OccupationalTherapist,
    /// 理学療法士
    PhysicalTherapist,
    /// 言語聴覚士
    SpeechTherapist,
    /// キャリアコンサルタント
    CareerConsultant,
    /// 医師
    Doctor,
    /// Another one.
    Other,
}

use Profession::*;

impl Profession {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Profession; 17] = [
        ClinicalPsychologist,
        SocialWorker,
        PsychiatricSocialWorker,
        MedicalSocialWorker,
        SchoolSocialWorker,
        Teacher,
        SchoolCounselor,
        Nurse,
        PublicHealthNurse,
        Childcare,
        CareWorker,
        OccupationalTherapist,
        PhysicalTherapist,
        SpeechTherapist,
        CareerConsultant,
        Doctor,
        Other,
    ];

    /// The profession's name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            ClinicalPsychologist => "clinical_psychologist",
            SocialWorker => "social_worker",
            PsychiatricSocialWorker => "psychiatric_social_worker",
            MedicalSocialWorker => "medical_social_worker",
            SchoolSocialWorker => "school_social_worker",
            Teacher => "teacher",
            SchoolCounselor => "school_counselor",
            Nurse => "nurse",
            PublicHealthNurse => "public_health_nurse",
            Childcare => "childcare",
            CareWorker => "care_worker",
            OccupationalTherapist => "occupational_therapist",
            PhysicalTherapist => "physical_therapist",
            SpeechTherapist => "speech_therapist",
            CareerConsultant => "career_consultant",
            Doctor => "doctor",
            Other => "other",
        }
    }

    /// The profession of that name.
    pub fn parse(text: &str) -> Option<Profession> {
        Profession::ALL.into_iter().find(|profession| profession.as_str() == text)
    }

    /// The profession in words.
    pub fn label(self, locale: Locale) -> &'static str {
        match self {
            ClinicalPsychologist => tl!(locale, accounts.profession_clinical_psychologist),
            SocialWorker => tl!(locale, accounts.profession_social_worker),
            PsychiatricSocialWorker => tl!(locale, accounts.profession_psychiatric_social_worker),
            MedicalSocialWorker => tl!(locale, accounts.profession_medical_social_worker),
            SchoolSocialWorker => tl!(locale, accounts.profession_school_social_worker),
            Teacher => tl!(locale, accounts.profession_teacher),
            SchoolCounselor => tl!(locale, accounts.profession_school_counselor),
            Nurse => tl!(locale, accounts.profession_nurse),
            PublicHealthNurse => tl!(locale, accounts.profession_public_health_nurse),
            Childcare => tl!(locale, accounts.profession_childcare),
            CareWorker => tl!(locale, accounts.profession_care_worker),
            OccupationalTherapist => tl!(locale, accounts.profession_occupational_therapist),
            PhysicalTherapist => tl!(locale, accounts.profession_physical_therapist),
            SpeechTherapist => tl!(locale, accounts.profession_speech_therapist),
            CareerConsultant => tl!(locale, accounts.profession_career_consultant),
            Doctor => tl!(locale, accounts.profession_doctor),
            Other => tl!(locale, accounts.profession_other),
        }
    }
}

/// A profession as one would introduce oneself: in one's own words where there are some, else as the list has it;
/// nothing when none was said.
pub fn introduced(profession: Option<Profession>, own_words: &str, locale: Locale) -> Option<String> {
    match own_words {
        "" => profession.map(|profession| profession.label(locale).to_owned()),
        own_words => Some(own_words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profession_has_one_name_everywhere() {
        for profession in Profession::ALL {
            assert_eq!(Profession::parse(profession.as_str()), Some(profession));
            let json = serde_json::to_string(&profession).expect("it serialises");
            assert_eq!(json, format!("\"{}\"", profession.as_str()));
            assert_ne!(profession.label(Locale::ja), profession.label(Locale::en));
        }
        assert_eq!(Profession::parse("wizard"), None);
    }

    #[test]
    fn ones_own_words_come_first() {
        let words = |profession, own| introduced(profession, own, Locale::ja);
        assert_eq!(words(Some(Profession::Doctor), "心療内科"), Some("心療内科".to_owned()));
        assert_eq!(words(Some(Profession::Doctor), ""), Some(Profession::Doctor.label(Locale::ja).to_owned()));
        assert_eq!(words(None, ""), None);
    }
}
