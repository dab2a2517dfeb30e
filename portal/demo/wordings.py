"""How the facts' short notes on time and their names of languages read in both languages."""

from __future__ import annotations

# As the facts have it: English, Chinese. What is a plain date is not listed.
WHEN = {
    "2023-10 (opening reported; in use by 2023-09-23)": (
        "October 2023 (opening reported; in use by 23 September 2023)",
        "2023年10月（见报道；2023年9月23日前已启用）",
    ),
    "by 2020-12": ("by December 2020", "不晚于2020年12月"),
    "2013 (five years old in 2018)": ("2013 (five years old in 2018)", "2013年（2018年时已开放五年）"),
    "2024-09-09 (first group)": ("9 September 2024 (first group)", "2024年9月9日（接待首批来访者）"),
    "2012-02 after a two-month trial": ("February 2012, after a two-month trial", "2012年2月（此前试运行两个月）"),
    "09-16, year unknown": ("16 September, year unknown", "9月16日，年份未知"),
    "by 2024-10": ("by October 2024", "不晚于2024年10月"),
    "by 2021-10": ("by October 2021", "不晚于2021年10月"),
    "a January, year unknown": ("a January, year unknown", "某年1月，年份未知"),
    "2023-10-03 (foreign-related service)": ("3 October 2023 (foreign-related service)", "2023年10月3日（涉外服务）"),
    "2023-05 or 2023-06": ("May or June 2023", "2023年5月或6月"),
    "2023 (fourth on 2023-08-18)": ("2023 (the fourth on 18 August 2023)", "2023年（第四场于2023年8月18日举行）"),
    "by 2023-09-23": ("by 23 September 2023", "不晚于2023年9月23日"),
    "before 2024-04-30": ("before 30 April 2024", "2024年4月30日以前"),
    "2023-09/10": ("September or October 2023", "2023年9月至10月"),
    "announced 2023-08": ("announced in August 2023", "2023年8月预告"),
    "by 2024-09": ("by September 2024", "不晚于2024年9月"),
    "2012; 57 more from 2015-11": ("2012; 57 more from November 2015", "2012年；2015年11月起新增57名"),
    "by 2020": ("by 2020", "不晚于2020年"),
    "14th Five-Year Plan period": ("14th Five-Year Plan period (2021 to 2025)", "“十四五”期间（2021至2025年）"),
}

LANGUAGES = {
    "Chinese": "zh",
    "English": "en",
    "Japanese": "ja",
    "Korean": "ko",
    "French": "fr",
    "Russian": "ru",
    "Arabic": "ar",
}
