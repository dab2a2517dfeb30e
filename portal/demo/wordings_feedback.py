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

FALLBACK = (
    "No department for this is known in the district; its suggestion office passes it on.",
    "该区暂无已知的对口部门，由区人民建议征集办公室转交。",
)
TOWNSHIP_NOTE = ("The township is the first to handle neighbourhood matters.", "社区事项由街镇首先办理。")
OTHER = ("The city hotline takes what belongs to no one else.", "无对口单位的事项由市民热线受理。")
