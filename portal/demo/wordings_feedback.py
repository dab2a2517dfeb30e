"""The words of categories and rules that the facts give as ids only."""

from __future__ import annotations

# slug: (English name, Chinese name, what belongs here in English, in Chinese); in the order of the form
CATEGORIES = {
    "community": ("Neighbourhood life", "社区生活", "Compound, neighbours, community centre", "小区、邻里、社区中心"),
    "services": ("Community services", "社区服务", "Service desks, volunteers, information points", "服务窗口、志愿者、信息点"),
    "waste": ("Waste sorting", "垃圾分类", "Bins, waste rooms, collection times", "垃圾桶、垃圾房、投放时间"),
    "noise": ("Noise", "噪音", "Building works, shops, traffic at night", "施工、商铺、夜间交通"),
    "environment": ("Parks and environment", "公园与环境", "Green space, air, water", "绿地、空气、水"),
    "pets": ("Pets", "宠物", "Dog licences, leashes, strays", "犬证、牵绳、流浪动物"),
    "housing": ("Housing", "住房", "Renting, property management", "租房、物业"),
    "signage": ("Signs and translations", "标识与翻译", "Missing or wrong English signs", "缺失或有误的外文标识"),
    "transport": ("Transport", "交通出行", "Metro, buses, taxis, cycling, roads", "地铁、公交、出租车、骑行、道路"),
    "driving": ("Driving and e-bikes", "驾驶与电动车", "Licences, plates", "驾照、号牌"),
    "health": ("Health care", "医疗卫生", "Clinics, hospitals, smoking", "社区医院、医院、控烟"),
    "education": ("Schools", "教育", "School places, enrolment", "入学、学位"),
    "family": ("Family and marriage", "婚姻与家庭", "Registration, care", "婚姻登记、照料"),
    "leisure": ("Culture and leisure", "文化休闲", "Festivals, museums, tickets", "节庆、博物馆、票务"),
    "sports": ("Sports", "体育", "Courts, pools, events", "场馆、泳池、赛事"),
    "residence": ("Residence and permits", "居留与登记", "Residence permits, lodging registration", "居留许可、住宿登记"),
    "visa": ("Visas", "签证", "Visas, entry and exit", "签证、出入境"),
    "work": ("Work", "工作", "Work permits, social security", "工作许可、社会保障"),
    "business": ("Business", "经商", "Starting and running a company", "开办与经营企业"),
    "tax": ("Tax", "税务", "Income tax, departure refund", "个人所得税、离境退税"),
    "payment": ("Payment and banking", "支付与银行", "Cards, mobile payment, accounts", "银行卡、移动支付、账户"),
    "shopping": ("Shops and consumer rights", "购物与消费", "Prices, refunds, food safety", "价格、退款、食品安全"),
    "digital": ("Apps and online services", "数字服务", "Suishenban, forms that refuse a passport", "随申办、不认护照的网上服务"),
    "communications": ("Phone and internet", "通信与网络", "SIM cards, operators", "手机卡、运营商"),
    "legal": ("Legal matters", "法律服务", "Legal aid, law texts in English", "法律援助、法规英译"),
    "safety": ("Safety", "安全", "Hazards, disaster prevention (not emergencies)", "安全隐患、防灾（紧急情况请打110、119、120）"),
    "participation": ("Taking part", "参与治理", "Consultations, councils, volunteering", "征求意见、议事会、志愿服务"),
    "other": ("Something else, or not sure", "其他，或不确定", "We find the right office", "我们会找到合适的单位"),
}

# What several offices work on takes 15 working days, everything else 5 (as the 12345 hotline promises). Our own sorting.
SEVERAL_OFFICES = {
    "transport", "housing", "education", "health", "environment", "safety", "legal", "business", "tax", "work",
    "digital", "participation",
}  # fmt: skip

# Words that point to a category, in English and Chinese; a hint, never a decision.
KEYWORDS = {
    "community": "compound neighbour neighbor playground bench 小区 邻居 长椅 社区",
    "services": "volunteer service-desk 志愿者 服务窗口",
    "waste": "garbage trash rubbish waste bin 垃圾 投放",
    "noise": "noise noisy loud drilling 噪音 噪声 施工 扰民",
    "environment": "park trees river air smell 公园 绿地 河道 空气",
    "pets": "dog dogs cat leash pet 狗 犬 猫 宠物",
    "housing": "landlord rent lease property-management 房东 租房 物业",
    "signage": "sign signs translation 标识 指示牌 翻译",
    "transport": "metro bus subway taxi bicycle crossing traffic 地铁 公交 出租车 红绿灯 交通",
    "driving": "licence license scooter e-bike 驾照 电动车 号牌",
    "health": "hospital clinic doctor vaccine smoking 医院 医生 疫苗 吸烟",
    "education": "school kindergarten enrolment teacher 学校 幼儿园 入学",
    "family": "marriage divorce birth 结婚 离婚 出生",
    "leisure": "museum festival concert 博物馆 演出 节日",
    "sports": "pool court gym basketball tennis 泳池 球场 健身",
    "residence": "residence-permit registration 居留 住宿登记",
    "visa": "visa visas entry exit 签证 出入境",
    "work": "work-permit employer salary social-security 工作许可 社保 工资",
    "business": "company licence registration startup 公司 营业执照 注册",
    "tax": "tax refund 税 退税",
    "payment": "alipay wechat-pay bank card payment 支付 银行 银行卡",
    "shopping": "refund shop price food-safety 退款 商店 价格 食品安全",
    "digital": "app website suishenban passport-number 随申办 网站 系统",
    "communications": "sim phone internet operator 手机卡 宽带 网络 运营商",
    "legal": "law lawyer contract court 法律 律师 合同",
    "safety": "fire danger hazard broken-glass 隐患 消防 危险",
    "participation": "consultation council vote 议事 征求意见 立法",
}

FALLBACK = (
    "No department for this is known in the district; its suggestion office passes it on.",
    "该区暂无已知的对口部门，由区人民建议征集办公室转交。",
)
TOWNSHIP_NOTE = ("The township is the first to handle neighbourhood matters.", "社区事项由街镇首先办理。")
OTHER = ("The city hotline takes what belongs to no one else.", "无对口单位的事项由市民热线受理。")

# Why someone is not content: (English, Chinese, whether someone who did not handle it looks at it again).
REASONS = {
    "not-done": ("Nothing was done, or not what was promised", "没有办理，或与承诺不符", True),
    "came-back": ("It was solved and came back", "解决后又出现", True),
    "not-my-question": ("The answer is about something else", "答非所问", True),
    "wrong-office": ("The wrong office answered", "答复单位不对", True),
    "too-slow": ("It took too long", "办理太慢", False),
    "hard-to-understand": ("The answer is hard to understand", "答复难以理解", False),
    "impolite": ("I was not treated well", "态度不好", False),
}
