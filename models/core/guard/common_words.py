"""Stems of common words that are no names; written by `scripts.build_common_words`."""

from __future__ import annotations

from models.core.rules.words import words

STEMS = words(
    """
    abandon abid abilit abl aboard abolish abort abortion abroad abrupt abruptl absenc absent absente absolut
    absolutel absorb abstract absurd abundanc abus abusiv academic accelerat accept acceptabl acceptanc acces access
    accessibl accident accidentall accommodat accommodation accompan accompany accomplish accomplishment accord
    accordanc accordingl account accountabl accountant accru accumulat accurac accurat accuratel accus accusation
    accuser accustom achiev achievement acknowledg acknowledgement acknowledgment acquaintanc acquir acquisition
    acquitt acquittal acronym action activ activat activel activism activist activit actor actres actual actuall
    acut ad adamant adamantl adapt add addiction addition additional addres address adequat adequatel adher adjourn
    adjust adjustment administer administration administrativ administrator admir admirabl admiration admission
    admit admitt adopt adoption ads adult advanc advancement advantag advers adversar advertis advertisement advic
    advis adviser advocac advocat affect affiliat affiliation affirm affirmativ affluent afford affront afraid
    aftermath afternoon afterward age aged agenda agent aggravat aggregat aggression aggressiv aggressivel aging
    agitat ago agre agree agreement agricultural ahead aid aim ain aircraft airplan airspac airstrik airtim airwav
    aisl alarm albeit alert algorithm alien alienat align alik aliv all alleg allegation allegedl allegianc alleviat
    allocat allow allud alongsid aloud alt alter alternat alternativ altogether aluminum amass amaz ambition
    ambitiou ambulanc ambush amend amid ammunition amnest amongst amount ampl amplif amus analog analys analysi
    analyst analyz anchor ancient anecdot anger angr angril angst animal animat animosit animu annex annexation
    anniversar announc announcement annoy annual annuall anonymit anonymou anonymousl answer anti antic anticipat
    anticipation antipath anxiet anxiou anymor anytim anywa apart apartment apolog apologiz app appall apparatu
    apparent apparentl appeal appear appearanc appeas appellat appetit appl applaud applaus applicabl applicant
    application apply appoint appointe appointment appreciat appreciation apprehend approach appropriat appropriatel
    approv approval approximatel apt arbiter arbitrar architect ardent area aren argu arguabl argument aris armor
    aros arra arrang arrangement arrest arriv arrogant arsenal articl articulat artificial artiller artist asham
    asid ask aspect aspir aspiration assail assailant assassinat assassination assault assert assertion asses assess
    assessment asset assign assignment assist assistanc assistant assuag assum assumption assur assuranc astonish
    astound asylum atheist athlet atmospher atop atrocit attach attack attacker attempt attend attendanc attende
    attention attitud attorney attract attraction attractiv attribut audienc audio audit austerit authentic
    authenticit author authorit authoritarian authoritativ authoriz authorization auto automat automatic
    automaticall automobil autonom avail availabilit availabl averag avert avoid await awaken awar award awarenes
    awesom awful awkward bab back backbon backdrop backer backfir background backlash backlog backtrack backup
    backward backyard bad badg badl bag baggag bail bailout bait bak balanc balk ballistic balloon ballot ban band
    bang banker bankrupt bankruptc bann banner bar barb barel bargain barrag barrel barricad barrier bas baseball
    baseles baselin basement basi basic basicall bask basketball bastion batch bathroom batter battl battlefield
    battleground bear beat beaten beaut beautiful becom bed bedrock beef beer beforehand began begg begin beginn
    begun behalf behav behavior behaviour behead being beleaguer belief believ believer belong belov bemoan bench
    benchmark beneath beneficial beneficiar benefit benign bent besid best bet betray betrayal bett better beyond
    bia bias biblical bicker bid bidd big bigger biggest bigot bigotr bilateral billion billionair bin bind biograph
    biological bipartisan bipartisanship birth birthda bit bitter bitterl bizarr blackmail blam blank blanket blast
    blatant blatantl bleak bleed blend bles bless blew blind blink blister blitz bloc block blockad blog blogger
    blood bloodsh blow blowback blown blu blueprint blunder bluntl bluster boast boat bod bogg bogu boil bold
    bolster bomb bomber bombing bombshell bon bona bond bonu bonus boo book boom boon boost boot booth bor border
    born borrow bos boss botch bother bottl bottom bought bounc bound boundar bout bow box boy boycott boyfriend
    brac bracket brag bragg brain brak branch brand bras brav brawl brazen breach bread breadth break breakdown
    breakfast breakthrough breast breath brew brib briber brick brief briefing briefl bright brilliant bring brink
    bristl broad broadcast broadcaster broaden broader broadl broadsid brok broken broker brother brought bruis
    brunt brush brutal brutalit bubbl bucket budd budg budgetar build building built bulk bull bullet bullish bully
    bump bunch buoy bur burden burdensom bureaucrac bureaucrat bureaucratic burgeon burn burst bus busiest busines
    business businessman bust butt button buy buyer bypas bypass bystander cabl cag cak calamit calculat calculation
    calculu calendar caliphat call calm camera camp campaign campaigner campu campus cancel cancell cancellation
    cancer candid candidac candidat cap capabilit capabl capacit capita capital capitalism capitalist capitaliz capp
    caption captiv captur car caravan carbon card career careful carefull careles cargo caricatur carnag carpet carr
    carrier carry cart cartel carv cas cash casino cast castigat casual casualt cat catastroph catastrophic catch
    categor categoricall cater caucus caught caus caution cautiou cautiousl cav caveat ceas ced ceil celebrat
    celebration celebrit cell cellphon cement censor censorship censur cent centerpiec centrifug centrist centur
    ceremon ceremonial certain certainl certaint certif certificat chain chair chairmen challeng challenger chamber
    champion chanc chang chant chao chaotic chapter character characteristic characteriz characterization charg
    charismatic charit charitabl charm chart charter chastis chat chatt chatter cheap cheaper cheat check checkpoint
    cheer chemical cherish chest chicken chid child children chill choic chok choos choru chos chosen chronic chunk
    churn cigarett circl circu circulat circumstanc circumvent citizen citizenship civic civilian civilit
    civilization claim clamor clarif clarification clarify clarit clas clash class classic classif classmat
    classroom clean cleaner cleans clear clearanc clearer clearest clearl cleric clerk clever click client cliff
    climat climb clinch cling clinic clinical clip clock clos closel closer closest closet closur cloth cloud clout
    clu cluster co coach coal coalesc coalition coastal cocain cocktail cod coerc coffe coffer coherent cohort coin
    coincid coincidenc collaborat collaboration collaps colleagu collect collection collectiv collectivel collision
    collud collusion color colorful column columnist com comb combat combatant combativ combin combination comeback
    comed comedian comfort comfortabl commander commemorat commend comment commentar commentator commercial commit
    commitment committ commodit common commonl communicat communication communit commut compan compar comparabl
    comparison compassion compassionat compel compell compensat compensation compet competenc competent competition
    competitiv competitor compil compl complain complaint complet completel completion complex complexit complianc
    complicat complication complicit compliment comply component compos composition compound comprehensiv compris
    compromis computer con conceal conced conceiv conceivabl concentrat concentration concept concern concert
    concession conciliator conclud conclusion concret condemn condemnation condition condolenc condon conduct
    conferenc confess confidant confidenc confident confidential confin confinement confirm confirmation confiscat
    conflat conflict conform confront confrontation confrontational confus confusion congratulat congregation
    congressmen connect connection conscienc consciou consciousnes consecutiv consensu consent consequenc
    consequential conservatism conservativ consider considerabl consideration consist consistenc consistent
    consistentl consolidat conspir conspirac constant constantl constituenc constituent constitut constitutional
    constitutionalit constitutionall constrain constraint construct construction constructiv consulat consult
    consultant consultation consum consumer consumption contact contagiou contain containment contemplat contemporar
    contempt contend contender content contention contentiou contest context continent contingenc contingent continu
    continuall continuit continuou contraception contraceptiv contract contractor contradict contradiction
    contradictor contrar contrast contribut contribution contributor control controll controller controvers
    controversial conve conven convenienc convenient conventional conversation convert convey convict conviction
    convinc cool cooperat cooperation cooperativ coordinat coordination coordinator cop copyright corner cornerston
    coronaviru corporat corporation correct correction correctl correctnes correlation correspond corridor
    corroborat corrupt corruption cost costl couch cough couldn counselor counter counterintelligenc counterpart
    counterproductiv counterterrorism countles countr coup coupl courag courageou cours courtes courtroom cousin
    cover coverag covert covet cow coz crack crackdown craft crank crap crash craz creat creation creativ credential
    credibilit credibl credit creep crew cri crim criminal criminaliz crippl cris crisi criteria critic critical
    criticall criticis criticism criticiz critiqu cron crop cros cross crossing crowd crucial crud cruel cruelt
    cruis crumbl crunch crusad crush cry cue culminat culmination culprit cult cultivat cultur cultural culturall
    cur curb curfew curiou currenc current currentl curriculum curs curtail curtain curv custod customer cut cutt
    cyber cyberattack cybersecurit cycl cynical cynicism dad damag damn dampen danc danger dangerou dangerousl dar
    dark darkest darknes darl dash dat data databas daughter daunt day dead deadl deadliest deadlin deadlock deal
    dealer dealing dealt dear death debacl debat debri debt debunk debut decad deceas deceiv decenc decent deception
    deceptiv decid decidedl decimat decision decisiv decisivel deck declar declaration declassif declin decorat decr
    decre decreas decry dedicat dedication deduct deductibl deduction deed deem deep deepen deeper deepest deepl def
    default defeat defect defection defend defendant defender defensiv defer deferenc defianc defiant deficit defin
    definitel definition definitiv definitivel deflect defund defus defy degrad degre dela delay delegat delegation
    delegitimiz delet deliberat deliberatel deliberation delicat delight deliver delusion delv demand demean
    demeanor demis democrac democraticall demographic demoniz demonstrat demonstration demonstrator den denial
    denigrat denounc denuclearization deny depart departur depend dependenc dependent depict deplo deplorabl deploy
    deployment deport deportation deposit deposition depress depriv depth derail deregulation derid deriv derogator
    descend descent describ description desert deserv design designat designation desir desirabl desk despair
    desperat desperatel desperation despicabl despis despit destabiliz destin destination destro destroy destruction
    destructiv detail detain detaine detect detection detention deter deteriorat determin determination deterr
    deterrent detonat detractor detrimental devastat devastation develop developer development devic devis devolv
    devot diagnos diagnosi dial dialogu dictat dictator dictatorship didn die died diet differ differenc different
    differentl difficult dig digg digit digital dignit dilemma dilut dim dimension diminish din dinner dioxid dip
    diplomac diplomat diplomatic dipp dir direct direction directiv directl director dirt disabilit disabl
    disadvantag disagre disagreement disappear disappearanc disappoint disappointment disapprov disapproval disarm
    disarra disaster disastrou disavow disband discard discharg disciplin disclos disclosur discomfort disconnect
    discontent discord discount discourag discours discover discredit discrepanc discretion discretionar discriminat
    discrimination discriminator discus discuss discussion disdain disgrac disgraceful disgruntl disguis disgust
    dish dishonest disinformation disingenuou dislik disma dismal dismantl dismay dismis dismiss dismissal dismissiv
    disorder disparag disparat disparit dispatch dispens dispers displa displac display displeasur disposal
    disproportionat disproportionatel disput disqualif disregard disrespect disrespectful disrupt disruption
    disruptiv dissatisf dissatisfaction disseminat dissent dissenter disservic dissident dissolv distanc distant
    distinct distinction distinctiv distinguish distort distortion distract distraction distres distribut
    distribution distrust disturb ditch div divers diversit divert divid dividend division divisiv divorc divulg
    doctor doctrin document documentar documentation dodg doesn dog dogg dollar domain domestic dominanc dominant
    dominat don donat donation donor doom door dos dossier dot doubl doubt doubtful downfall downgrad downpla
    downplay downright downsid downtown downturn downward dozen draconian draft drag dragg drain drama dramatic
    dramaticall drastic drasticall draw drawn dread dres dress drew drift drill drink driv driven driver dron drop
    dropp drought drov drown drug drum drunk dry dual dubb dubiou duck due duel dug dul dumb dump durabl duration
    dust dut dwarf dwell dwindl dying dynamic dysfunction dysfunctional eager eagerl ear earl earlier earliest
    earmark earn earner earning earthquak eas easier easiest easil eat echo eclips econom economic economicall
    economist ecosystem edg edit editor editorial educat educational educator effect effectiv effectivel
    effectivenes efficienc efficient efficientl effort egg ego egregiou eight eighth elaborat elder elderl eldest
    elect electabilit electabl election electorat electric electricit electronic element elevat elevator elicit
    eligibilit eligibl eliminat elimination elit elsewher elusiv email emanat embargo embark embarras embarrass
    embarrassment embattl embedd embod embolden embrac embroil emerg emergenc emeritu emission emotion emotional
    emotionall empath emphasi emphasiz emplo employ employe employer employment empower empt en enabl enact
    encompass encounter encourag encouragement end endanger endeavor endles endors endorsement endur enem energiz
    enforc enforcement engag engagement engin engineer engulf enhanc enjo enjoy enlist enormou enormousl enrag
    enrich enrichment enroll enrolle enrollment enshrin ensu ensur entail enter entertain entertainment enthusiasm
    enthusiastic entic entir entirel entiret entit entitl entitlement entr entranc entrench entrepreneur envelop
    environment environmentalist envision envo epic epicenter epidemic epidemiologist episod equal equalit equall
    equat equation equipment equipp equit equivalent era eradicat eras erect erod erosion erratic erroneou error
    erupt escalat escalation escap eschew escort especiall espionag espous essa essenc essential essentiall
    establish establishment estat estimat etc ethical ethnic ethnicit evacuat evacuation evad evaluat evaluation
    evangelical evaporat evasion even evenl event eventual eventuall everyda evidenc evident evidentl evil evok
    evolution evolv ex exacerbat exact exactl exaggerat exam examin examination exampl exce exceed exceedingl
    excellent except exception exceptional exceptionall excerpt exces excessiv exchang excit excitement exclud
    exclusion exclusiv exclusivel excus execut execution executiv exempt exemption exercis exert exhaust exhibit
    exist existenc existential exit exonerat expand expansion expansiv expect expectation expedit expell expenditur
    expens expensiv experienc experiment expert expertis expir expiration explain explanation explicit explicitl
    explod exploit exploitation explor explosion explosiv export expos exposur expres express expression extend
    extension extensiv extensivel extent external extortion extra extract extradition extramarital extraordinar
    extraordinaril extrem extremel extremism extremist eye eyebrow fabric fabricat fac facial facilit facilitat fact
    faction facto factor factual facult fad fail failing failur fair fairl fairnes faith faithful fall fallen
    fallout fals falsehood falsel falter famil familiar famou famousl fan fanc fann fantas fantastic far farm farmer
    farther fascinat fascist fashion fast faster fastest fat fatal fatalit fatall father fatigu fault favor
    favorabilit favorabl favorit favour fear fearful feasibl feat featur federal federall fee feed feedback feel
    feeling feet fell fellow felon felt femal feminist fenc fend fervent fetal feud fever fewer fiasco fiction fid
    field fier fierc fiercel fight fighter figur fil filibuster filing fill film filmmaker filter fin final finaliz
    finall financ financial financiall financier find finding finest finger fingerprint finish fir firebrand
    firefighter firestorm firework firm firml first firsthand fiscal fiscall fish fist fit fitnes fitt fiv fix fixat
    flag flagg flam flank flar flash flashpoint flat flatl flavor flaw fle fled flee flew flexibilit flexibl fli
    flight flip flipp flirt float flock flood floor flourish flout flow flower flown flu fluid flurr fly focal focu
    focus fodder foe foil fold folk follow follower foment food fool foolish foot footag football footprint forbid
    forc forceful forcefull forcibl forecast forecaster forefront foreigner foremost forensic foreseeabl foreshadow
    forever forg forget forgiv forgiven forgivenes forgo forgot forgotten form formal formall format formation
    former formerl formidabl formula forth forthcom fortun fortunat forward fossil fought foul found founder four
    fra frack fraction fractur fragil fragment fram framework franchis frankl fraud fraudulent fraught fre freak
    freel freelanc freez frenz frequenc frequent frequentl fresh freshman fret frett friction friend friendl
    friendship frighten fring frivolou front frontrunner frozen fruit frustrat frustration fuel fulfill full fum fun
    function fund fundamental fundamentall fundrais fundraiser funeral funn funnel fur furiou furlough furnitur
    furor fus futil futur gaff gain galler galvaniz gam gambit gambl gap garbag gas gasolin gather gathering gaug
    gav gavel gay gear gender generall generat generation generational generic generosit generou geniu genocid gentl
    genuin genuinel geograph geographic geopolitical gerrymander gestur gett giant gift gig girl girlfriend giv glad
    glanc glar glas glimps glitch global globalization globall gloom glov glow goal golf gonna good goodby goodnes
    goodwill gossip gotta gotten govern governanc government governorship grab grabb grad gradual graduall graduat
    graduation grain grandchildren grandfather grandmother grandparent grant graphic grappl gras grasp grassroot
    grateful gratitud grav gravit gravitat gre great greater greatest greatl greatnes greenhous greet grenad grew
    grid gridlock grief griev grievanc grill grind grip gripp grocer grop gros grossl ground groundwork group grow
    grown growth grudg grumbl guarante gubernatorial gues guess guest guid guidanc guidelin guilt guis gun gunfir
    gunman gunmen gunn gunshot guru gut gutt guy gym habit hack hacker hadn hail hair half halfwa hallmark halt
    hammer hamper hand handcuff handful handgun handil handl handout hang happ happen happil happines harass
    harassment hard harden harder hardest hardl hardlin hardliner hardship hardwork harm harmful harsh harshest
    harshl harvest hash hashtag hasn hastil hat hateful hater hatr haul haunt haven havoc hawk hawkish hazard head
    headach headlin headquarter headwind heal healthcar healthier heap hear heard hearing heart heartbreak heat heav
    heaven heavil heck hedg heed heel heft heighten heir held helicopter hell helm help helpful hero heroic heroin
    hesitant hesitat hid hidden high higher highest highl highlight hijack hik hinder hindsight hing hint hir histor
    historian historic historical historicall hit hitt hoax hobbl hol hold holida holiday hollow hom homeles
    homelessnes homeowner hometown homicid homosexual homosexualit honest honestl honor honorabl hop hopeful
    hopefull horizon horribl horrif horrific horror hors hospital hospitalit hospitaliz hospitalization host hostag
    hostil hostilit hot hotl hound hour hourl household hover http hub huddl hug hugel hugg humanit humanitarian
    humbl humiliat humiliation humilit humor hundr hundred hung hunger hungr hurdl hurl hurr hurt husband hush hyp
    hyper hyperbol hypocris hypocritical hypothetical hysteria ice icon iconic idea ideal identical identif
    identification identify identit ideolog ideological ideologicall ideologu idiot idl ignit ignor ignoranc
    ignorant ill illegal illegall illegitimat illicit illnes illness illusion illustrat illustration imager imagin
    imagination imbalanc immediat immediatel immens immigrant immigration imminent immoral immun immunit impact
    impartial impass impeach impeachabl impeachment imped impediment impend imperativ imperfect imperil impl
    implement implementation implicat implication implicit implicitl implor imply import importanc important
    importantl impos impossibl impoverish impress impression impressiv imprison imprisonment improbabl impromptu
    improper improperl impropriet improv improvement impuls impunit inabilit inaccurat inaction inadequat
    inadvertentl inappropriat inappropriatel inaugural inauguration inbox incapabl incarcerat incarceration
    incendiar incentiv incentiviz incest inch incident incit inclin inclination includ inclusion inclusiv incom
    incompetenc incompetent incomplet inconsistenc inconsistent inconvenient incorporat incorrect incorrectl increas
    increasingl incredibl incremental incumbent indefensibl indefinitel independent independentl indicat indication
    indicativ indicator indict indictment indirect indirectl indiscriminat indispensabl indisputabl individual
    individuall indoor induc indulg industr ineffectiv ineligibl inequalit inequit inevitabl inexperienc infamou
    infant infect infection infight infiltrat inflam inflammator inflat inflation inflict influenc influential
    influx inform informal informant information infrastructur infring infuriat ingredient inherent inherentl
    inherit initial initiall initiat initiativ inject injunction injur injustic ink inmat inner innocenc innocent
    innovation innovativ innovator input inquir inroad insan insecurit insert insid insider insight insist insistenc
    inspect inspection inspir inspiration instabilit install installation instanc instantl instigat instill instinct
    institution institutional instruct instruction instructor instrument instrumental insufficient insulat insult
    insur insuranc insurer insurgenc insurgent intact integral integrat integration integrit intellectual
    intelligent intend intens intensel intensif intensify intensit intensiv intent intention intentional
    intentionall interact interaction intercontinental interest interfer interferenc interim intermediar intern
    internal internall internationall interpret interpretation interrogation interrupt interven intervention
    interview interviewer intimat intimidat intimidation intoleranc intrigu introduc introduction intrusion intrusiv
    invad invalidat invasion invent inventor invest investigat investigation investigativ investigator investment
    investor invisibl invit invitation invok involv involvement ire iron ironic ironicall irrational irrelevant
    irresponsibl irritat isn isolat isolation issu item iteration jab jacket jail jamm jeopard jeopardiz jet
    jihadist job jobles join jointl jok journalist journalistic journe judgment judicial juic jump junior junk jur
    jurisdiction jurist juror justif justifiabl justification keen keep key keynot kick kid kidd kidnapp kill killer
    killing kind kis kiss kit kitchen kne kneel knew knif knock know knowingl knowledg known label lack lackluster
    lad ladder lag lagg laid lam lambast lament land landmark landscap landslid languag lap laps laptop larg largel
    larger largest lash last lat latel later latest latitud latter laud laugh laughabl laughter launch launcher
    launder laundr lavish law lawful lawfull lawlessnes lawmaker lawsuit lawyer lax lay layer layoff laz lead
    leadership leak leaker lean leaning leap learn leas leav lectern lectur led leewa left leftist leftward leg
    legac legal legalit legaliz legalization legall legend legislat legislation legislativ legislator legitimac
    legitimat legitimatel legitimiz len lend lender length lesbian lessen lesser lesson let lethal lett letter level
    lever leverag liabilit liabl liaison liar liberal liberalism liberat licens lie lied lieutenant lif lifelin
    lifelong lifestyl lifetim lift light lightl lightn lik likelihood liken likewis limbo limit limitation lin
    linger link lip list listen listener lit litan literal literall literatur litigat litigation littl liv
    livelihood load loan loath lobb lobby lobbyist local localit locat location lock lockdown lodg log logg logic
    logical logistic logistical logo long longer longest longstand longtim look loom loop loophol loos loosen loot
    los loser loss lost lot loud louder loudest loudl lous lov low lower lowest loyal loyalist loyalt luck lucrativ
    ludicrou lump lunch lung lur lurch luxur lying machin machiner magazin magic magnat magnitud mail mainl mainland
    mainstream maintain maintenanc major maker makeshift makeup mal malfeasanc maliciou malign man manager mandat
    mandator maneuver manifest manipulat manipulation manner mansion mantl mantra manual manufactur manufacturer map
    marcher margin marginal marginaliz marijuana marker market marketplac marr marriag marshal mas mask mass massacr
    massiv massivel master mastermind mat match matchup material materializ math matter maximiz maximum mayhem meal
    mean meaningful meaningles meant meantim measur measurement meat mechanic mechanism meddl media median medical
    medicall medication meet meeting mega melt meltdown mem member membership memoir memor memorabl memorandum men
    menac mend mental mentalit mentall mention mentor menu mer merc merel merit mes mess messag messenger met metal
    metaphor method methodolog metric mic microphon mid midnight midst midterm migrant mil mild mileston militant
    militar militia milk million millionair min mind mindful mindset minimal minimiz minimum minor minu minut mir
    miracl mirror mis misconduct misdemeanor miser miserabl misguid mishandl misinformation misl mislead
    mismanagement misplac misrepresent miss missil mission misstep mistak mistaken mistakenl mistrust misunderstand
    misus mitigat mix mob mobilit mobiliz mobilization mock mocker mod model moderat moderation moderator modern
    moderniz modest modif mogul mold mom moment momentou momentum mone monopol monster month monthl mood moral
    moralit morall moratorium morn morning morph mortal mortalit mortgag mosqu mother motion motiv motivat
    motivation mount mourn mouth mov movement movi muddl mull multi multinational multipl municipalit murder
    murderer murderou murk mus muscl music muster mut mutual mutuall myriad myster mysteriou myth nail naiv nam
    namel narrativ narrow narrower narrowl nast nation nationalism nationalist nationalit nationall nationwid natur
    natural naturall navigat near nearb nearl necessar necessaril necessit neck need needl nefariou negativ
    negativel neglect negotiat negotiation negotiator neighbor neighborhood neo nerv nervou net network neurosurgeon
    neutral neutralit neutraliz newcomer newest newfound newl newspaper next nic nicknam night nightclub nightmar
    nin nix nod nois nominat nomination nomine non nonetheles nonexistent nonpartisan nonprofit nonsens nonviolent
    nonwhit noon norm normal normaliz normall nos not notabl notch noteworth notic noticeabl notif notification
    notion notoriou notoriousl notwithstand novel nuanc nuclear nudg nuk nullif number numerou nurs nut oath obe
    object objection objectiv oblig obligat obligation obscur observ observation observer obsess obsession obstacl
    obstruct obstruction obtain obviou obviousl occasion occasional occasionall occup occupation occur occurr odd
    offend offender offens offensiv offer officer official officiall offset offshor oft oh oil oka old older oldest
    oligarch ominou omission omnibu onerou onetim ongo onlin onslaught onstag op open opening openl opennes operat
    operation operational operativ operator opinion opioid opponent opportunit oppos opposit opposition oppress
    oppression oppressiv opt optic optimism optimistic option oral orbit orchestrat ordeal order orderl ordinanc
    ordinar organ organiz organization organizational organizer orientation origin original originall originat
    ostensibl ought oust ouster outbreak outburst outcom outcr outdat outdoor outfit outgo outlaw outlet outlier
    outlin outlook outnumber outpac output outrag outrageou outreach outright outset outsid outsider outsiz outsourc
    outspent outspoken outstand outweigh ovation overall overblown overcom overcrowd overdos overdu overhaul
    overhead overl overlap overlook overreach overrid overrul oversaw overse oversea oversee overseen overshadow
    overstat overt overtak overthrow overtim overtl overtur overturn overwhelm overwhelmingl owe owed own owner
    ownership oxygen pac pack packag pact pag paid pain painful painfull paint pair pal palatabl pandemic pander
    panel panic panick pann paper paperwork par parad paragraph parallel paralyz parameter paramount paraphras
    pardon parent parental parliamentar partial partiall participant participat participation particular particularl
    partisan partisanship partl partner pas pass passag passenger passion passionat passiv passport past pastor
    patch path pathetic pathwa patienc patient patriotic patriotism patron pattern paus pav pay payment payroll peac
    peaceful peacefull peak peddl peel peer pen penaliz penalt penchant pend penetrat pension peopl pepper perceiv
    percent percentag perception perfect perfectl perform performanc peril perilou period perjur permanent
    permanentl permission permit permitt perpetrat perpetrator perpetual perpetuat persecution persist persistent
    person persona personal personalit personall personnel perspectiv persuad persuasion persuasiv pertain pervasiv
    pessimistic petition pett pharmaceutical phas phenomenon philosoph philosopher philosophical phon photograph
    phras physical physicall physician pic pick pickup pictur piec piecemeal pig pil pill pillar pilot pin pinn
    pioneer pip pipelin pistol pit pitch pitt pivot pivotal pla plac plagu plain plainl plaintiff plan planet plank
    plann planner plant plastic plat platform plausibl play playback playbook player plea plead pleas pleasur pledg
    plent plight plo plot plott plow plu plug plummet plung pluralit pocket podcast podium point pointedl pois
    poison pok pol polariz polarization policymak policymaker polit politic political politicall politician
    politiciz poll pollster pollution ponder pool poor poorer poorest poorl popp popular popularit populat
    population populism populist populou pork porn portend portfolio portion portra portrait portray pos position
    positiv positivel posses possess possession possibilit possibl poster postpon postur pot potent potential
    potentiall pounc pound pour povert powder power powerful powerles pra practic practical practicall pragmatic
    prais pray prayer pre preach precariou precaution preced precedent precinct preciou precis precisel predator
    predecessor predicat predict predictabl prediction predominantl preexist prefer preferabl preferenc preferr
    pregnanc pregnant prejudic preliminar prematur premis premium prepar preparation preparednes prerogativ prescrib
    prescription presenc present presentation preserv presid presidenc presidential press pressur presum presumabl
    presumption presumptiv pretend pretens pretext prett prevail prevalent prevent preventiv preview previou
    previousl pric prid priest primar primaril principal principl print prior priorit prioritiz prison prisoner
    privat privatel privileg pro prob probabilit probabl probation problem problematic proce procedur procedural
    proceed proceeding proces process proclaim proclamation prodd produc producer product production productiv
    productivit profession professional professor profil profit profitabl profound profoundl program programm
    progres progress progressiv prohibit prohibition projection proliferation prolong prominenc prominent prominentl
    promis promot promotion prompt promptl pron pronounc pronouncement proof prop propaganda propel propell proper
    properl propert proponent proportion propos proposal prosecut prosecution prosecutor prosecutorial prospect
    prospectiv prosperou protect protectionist protectiv protest protester protestor protocol protract proud proudl
    prov proven provid provider provinc provision provisional provocation provocativ provok prox proximit
    psychological psychologist public publication publicit publiciz publicl publish publisher pull pulpit pump punch
    pundit punish punishment punitiv punt pur purchas purchaser purel purg purit purport purportedl purpos purs
    pursu pursuit push pushback put putt puzzl qualif qualification qualify qualit quantit quarantin quarter
    quarterback quash quell quer quest question questionabl quick quickl quid quiet quietl quipp quit quo quot rac
    racial raciall racism racist rack radar radical radicaliz radicall radio raft rag raid rail rain rais rall rally
    rambl ramification ramp rampag rampant ran random randoml rang rank rankl rant rap rapid rapidl rapist rar rarel
    rash rat ratchet ratif rating ratio rational rattl raucou ravag raw razor re reach react reaction read reader
    readil readines reaffirm real realistic realit realiz realization realm reap reason reasonabl reassur reassuranc
    rebel rebellion rebound rebuff rebuild rebuk rebuttal recall recaptur reced receipt receiv recent recentl
    reception receptiv reces recip recipient recit reckles reckon reclaim recognition recogniz recollection
    recommend recommendation reconcil reconciliation reconsider record recording recount recover recreational
    recruit recruitment recurr recus red redact redefin redirect redistribut redistrict reduc reduction reel reelect
    reelection refer referenc referendum referr referral refin refiner reflect reflection reform reformer refrain
    refresh refug refuge refund refus refusal refut regain regard regardles regim region regional register
    registration regret regular regularl regulat regulation regulator reign reignit reimburs reimbursement rein
    reinforc reinstat reiterat reject rejection rel relat relationship relativ relativel relax relay releas relegat
    relent relentles relentlessl relevanc relevant reliabl relianc relief reliev religion religiou relinquish relish
    relocat reluctanc reluctant rely remain remainder remak remark remarkabl remed remember remind reminder
    reminiscent remot remotel remov removal renam render reneg renegotiat renew renewabl renewal rent rental reopen
    repair repeal repeat repeatedl repercussion repl replac replacement replicat report reportedl reporter represent
    representation reprint reprisal reputation request requir requirement rescind rescu researcher resembl
    resentment reservation reset reshap resid residenc resident residential resign resignation resilienc resilient
    resist resistanc resolution resolv resonat resort resound resourc respect respectful respectfull respectiv
    respectivel respirator respond respondent responder respons responsibilit responsibl rest restart restaurant
    restor restrain restraint restrict restriction restrictiv restructur result resum resurgenc resurrect retail
    retailer retain retak retaliat retaliation retaliator rethink retir retirement retort retract retreat
    retribution retriev retrospect return retweet reunit revamp reveal revelation reveng revenu reverberat revers
    reversal revert review revis revision revisit reviv revival revok revolt revolv reward rewrit rewritten rhetoric
    rhetorical rich richer richest rid rider ridicul ridiculou rift rigg right righteou rightl rigorou ring riot rip
    ripp rippl ris risen risk ritual rival rivalr road roadblock roar robber robot robust rock rocket rogu roil rol
    roll rollback rollout romantic room root rop roster rough roughl round rous rout routin routinel row rubber ruin
    rul ruler ruling rumor run runn runner runoff rural rush ruthles sabotag sacr sacrific sad sadden sadl saf
    safeguard safel safer safet saga sail sak sal salaciou salar salut salvag sampl sanction sanctuar sandwich sang
    sat satellit satirical satisf satisfaction sav savag saving savv saw scal scam scandal scant scapegoat scar
    scarc scath scatter scen scenario schedul schem scholar scholarship scientific scientist scoff scold scoop scop
    scor scorn scourg scrambl scrap scrapp scratch scream screen screw script scrutin scrutiniz scuttl seal search
    season seat second secondar secrec secret secretiv secretl sector secular secur see seed seek seeker seem
    seemingl segment segregat segregation seiz seizur select selection selectiv self sell seller semi semiautomatic
    send senior sens senseles sensibl sensitiv sensitivit sent sentenc sentiment separat separatel separation
    separatist sequester sequestration ser serial seriou seriousl seriousnes serv servant server set setback sett
    setting settl settlement seven seventh sever severel severit sex sexism sexist sexual sexuall shad shadow shak
    shaken shall sham shameful shap shar shareholder sharp sharpen sharpl shatter shed sheer sheet shell shelter
    shelv shield shift shin ship shipment shipp shirt sho shock shook shoot shooter shooting shootout shop shopp
    shopper shor short shortag shortcoming shorter shortfall shortl shot shotgun shoulder shouldn shout shov show
    showcas showdown shower shown shrink shrug shrugg shunn shut shutdown shutt shutter shy sibling sick sid sidelin
    sidestepp sidewalk sieg sigh sight sign signal signatur significanc significant significantl silenc silent sill
    similar similarit similarl simmer simpl simpler simultaneousl sin sincer sincerel sing singl singular sink
    sister sit sitt situation six sixth siz sizabl skeptic skeptical skepticism sketch skew ski skill skin skip
    skipp skirmish skirt skyrocket slain slam slamm slap slapp slash slaughter slav slaver sleep slew slic slid
    slight slightl slim slip slipp slogan slot slow slowdown slower slowl sluggish slump slur smack small smaller
    smallest smart smarter smartphon smash smear smell smil smok smooth smoothl smuggl snap snapp sneak sniper soar
    sober social socialism socialist socializ sociall societ societal socioeconomic soft soften softer softwar soil
    sol solar sold soldier solel solemn solicit solid solidarit solidif solidl solution solv somber someda somehow
    sometim somewhat son song soon sooner sophisticat sorr sort sought soul sound sour sourc sovereign sovereignt
    sow spac span spann spar spark sparr spat spawn spe speak speakership spearhead special specialist specializ
    specif specific specificall spectacl spectacular specter spectrum speculat speculation speech speechwriter speed
    spell spend spent spew spher spi spik spill spin spiral spirit spiritual spit splash split spok spoken spokesman
    spokesperson spokeswoman sponsor spontaneou sport spot spotlight spott spous spr spra sprawl spre spread sprint
    spun spur spurr sputter spy squabbl squander squarel squeez sta stabb stabilit stabiliz stabl stack staff
    staffer stag stagger stagnant stain stak stakeholder stalemat stalk stall stalwart stamp stanc stand standard
    standoff standpoint stapl stark start starter startl statehous statement statewid station statistical statu
    statur statut statutor staunch staunchl stav stay stead steadfast steadil steal steam steep steer stem stemm
    step stepp stereotyp stick sticker stiff stifl stimulat stimulu sting stint stipulat stir stirr stock stockpil
    stok stol stolen stomach stonewall stood stop stopgap stopp stor storag str straight straightforward strain
    strand strang stranger strateg strategic strategicall strategist straw streak stream streamlin strength
    strengthen stres stress stretch strict stricter strictl strid strik stringent strip stripp striv strok strong
    stronger strongest stronghold strongl struck structur structural struggl stubborn stuck student studio study
    stuff stumbl stump stunn stunt stupid styl stym subject submission submit submitt subordinat subpoena subscrib
    subscriber subsequent subsequentl subset subsid subsidiar subsidiz substanc substantial substantiall substantiv
    substitut subtl suburb suburban subvert subwa succe succeed succes success successful successfull succession
    successor suck sudden suddenl sue sued suffer sufficient sufficientl suggest suggestion suicid suing suit sum
    summ summar summariz summer summon sunk sunset superdelegat superior supermajorit supermarket superpower
    supervis supervision supervisor suppl supplement supplier support supporter supportiv suppos supposedl suppres
    suppress suppression supremac supremacist sur surel surfac surg surgeon surger surgical surpass surplu surpris
    surprisingl surrender surrogat surround surve surveillanc survey surviv survival survivor susceptibl suspect
    suspend suspension suspicion suspiciou sustain sustainabl swa swallow swamp swap swath sway swear sweat sweep
    sweet swell swept swift swiftl swing swip swirl switch sword sworn swung symbol symbolic symbolism sympath
    sympathetic symptom synagogu system systematic systematicall systemic tab tabl tabloid tack tackl tactic
    tactical tag tagg tail tailor taint tak takeawa takeaway takedown takeover tal talent talk tall tam tamp tamper
    tangibl tangl tank tanker tantamount tantrum tap tapp target tariff tarnish task tast tattoo taught taunt tax
    taxpayer teach teacher team tear teas technical technicall techniqu technolog technological teen teenag teenager
    teeth telecommunication telephon televis television tell temper temperament temperatur temporar temporaril tempt
    ten tend tendenc tenet tens tension tent tentativ tenur term terminat termination terrain terribl terrif
    terrific terrify territor territorial terror terrorism terrorist terroriz test testif testify testimon text
    textbook thank theater theft them theor theoreticall theorist therap thereafter thereb thick thin think thinker
    third thorn thorough thoroughl thought thoughtful thousand thre thread threat threaten threshold threw thrill
    thriv throat throw thrown thrust thug thumb thwart tick ticket tid tie tied tier tight tighten tighter tightl
    tilt timel timelin timetabl tin tip tipp tir tirad tit titl toda toe toggl toilet toleranc tolerant tolerat toll
    tomorrow ton tongu tonight tool top topic topp toppl torch torn torpedo torrent tortur tos toss total totall
    touch tough tougher toughest tour tourism tourist tout town toxic toy trac track traction trad trader tradition
    traditional traditionall traffic traffick traged tragic trail train trait traitor trajector trampl transaction
    transcend transcript transfer transferr transform transformation transgender transit transition translat
    transmission transmit transmitt transparenc transparent transport trap trapp trash trauma travel traveler
    travell tread treason treat treatment tremendou trend tri trial tribal tribut trick trickl trigger trillion trim
    trio trip tripl triumph trivial troll troop troubl trov tru truc truck trul trumpet trust trustworth truth
    truthful try tub tuition tumbl tumultuou tun tunnel turbulent turf turmoil turn turnaround turnout turnover
    tweak tweet twent twic twin twist two tying typ typical typicall tyrann ubiquitou ugl ultimat ultimatel
    ultimatum ultra umbrella unabl unacceptabl unaccompan unanimou unanimousl unanswer unarm unauthoriz unawar
    unbelievabl unborn uncertain uncertaint unchang uncheck unclear uncomfortabl uncommon unconstitutional uncover
    undecid undeniabl undercover undercut underdog underestimat undergo underground underlin underly undermin
    underneath underscor undersecretar understand understandabl understood undertak undertaken underwa underwater
    undisclos undo undocument undoubtedl undu unearth uneas unemploy unemployment unequal unequivocal unequivocall
    unethical unexpect unexpectedl unfair unfairl unfavorabl unfetter unfit unfold unfortunat unfortunatel unfound
    unhapp unhing unidentif unif uniform unify unilateral unilaterall unimaginabl uninsur unintend uniqu uniquel
    univers universal universall unknown unlawful unlawfull unleash unlik unlikel unlimit unmask unmistakabl unnam
    unnecessar unnerv unofficial unpaid unpopular unprecedent unpredictabl unprepar unqualif unravel unrealistic
    unreasonabl unrelat unreliabl unresolv unrest unsaf unseal unseat unsettl unspecif unstabl unsubscrib
    unsubstantiat unsuccessful unsuccessfull unsupport unsur unsustainabl unthinkabl untru unusual unusuall unveil
    unverif unwant unwelcom unwill unwillingnes upbeat upcom updat upend upgrad upheaval upheld uphill uphold upper
    upris uproar upset upsid uptick upward uranium urg urgenc urgent urgentl usag useful useles user usher usual
    usuall utilit utiliz utter utterl vacanc vacant vacat vacation vaccin vacuum vagu vain valid validat validit
    valu valuabl vanish vap var variabl variation variet variou vary vast vastl veer vehementl vehicl veil vendor
    vent ventilator ventur venu veracit verbal verdict verg verif verifiabl verification version versu vessel vest
    vet veteran veto vett viabilit viabl vibrant viciou victim victor victoriou videotap view viewer viewpoint vigil
    vigilant vigorou vigorousl vil vilif villain vindicat vindication violat violation violenc violent violentl
    viral virtu virtual virtuall viru visa visceral visibl vision visit visitor visual vital vitriol vocal voic void
    volatil volum voluntar voluntaril volunteer vot voter voucher vow vs vulgar vulnerabilit vulnerabl vying wag
    wait waiv waiver wak walk wallet wan wander want warehous warfar warhead warm warmer warn warning warrant
    warrior wash wasn wast watch watchdog watcher water wav waver way weak weaken weaker weaknes weakness wealth
    wealthier wealthiest weapon weaponiz weaponr wear weather websit wedd wedg weed week weekda weekend weekl weigh
    weight weird welcom welfar weren whatsoever wheel whichever whim whin whipp whisper whistl whistleblower
    wholesal wholl whopp wid widel widen wider widespread widow wield wif wild wildfir wildl will willful willfull
    willingnes win wind window winn winner wip wiretap wiretapp wisdom wisel wish wit withdraw withdrawal withdrawn
    withdrew wither withheld withhold withstand witnes witness wiv woe wok woman womb women won wonder wonderful
    wonk woo wor word work worker workforc working workplac world worldview worldwid worn worr worrisom worry wors
    worsen worship worst worth wouldn wound wrangl wrap wrapp wreak wreck wrestl writ writer written wrong wrongdo
    wrongl wrot xenophobia xenophobic yeah year yearn yell yellow yesterda yield young younger youngest youth zero
    zon
    """
)
