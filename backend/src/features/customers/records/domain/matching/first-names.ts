/** Short forms that Poles go by, folded; each line is one name. */
const FORMS = `aleksandra ola olka|aleksander alek olek|agnieszka aga agusia|anna ania anka hania|andrzej jedrek
antoni antek|barbara basia baska|bartlomiej bartek bartosz|beata beatka|bozena bozenka|dariusz darek|dorota dorotka
edward edek|elzbieta ela elka|ewa ewka|franciszek franek|grazyna grazynka|grzegorz grzesiek grzes|halina hala|henryk heniek
iwona iwonka|jacek jacus|jadwiga jadzia|jakub kuba|jan janek jasiek|janusz|jerzy jurek|joanna asia aska|jozef jozek
justyna justynka|kamila kamilka|karolina karola|katarzyna kasia kaska|kazimierz kazik|krystyna krysia|krzysztof krzysiek krzys
ludwik ludek|lukasz lukaszek|maciej maciek|magdalena magda|malgorzata gosia malgosia|marcin marcinek|maria marysia maryla
mariusz mariuszek|mateusz mati|michal michalek|mieczyslaw mietek|monika monia|natalia natalka|patrycja pati|paulina paulinka
pawel pawelek|piotr piotrek|rafal rafalek|ryszard rysiek|sebastian seba|slawomir slawek|stanislaw staszek stasiek|stefan stefek
szczepan|szymon szymek|tadeusz tadek|teresa teresia|tomasz tomek|urszula ula|waldemar waldek|wieslaw wiesiek|wladyslaw wladek
wojciech wojtek|zbigniew zbyszek|zdzislaw zdzisiek|zofia zosia|zuzanna zuzia`;

const NAME_OF = new Map(
  FORMS.split(/[|\n]/).flatMap((line) => {
    const [name = '', ...forms] = line.trim().split(' ');
    return [name, ...forms].map((form) => [form, name] as const);
  }),
);

/** Further frequent names, so that two real ones are not taken for a slip. */
const OTHERS = `ada adam adrian adrianna albert alfred alicja alina amelia anastazja anatol aneta angelika artur august bianka blanka
blazej boguslaw bogdan boleslaw bronislaw cecylia celina cezary czeslaw czeslawa damian daniel daniela danuta dawid dominik dominika
edyta eliza emil emilia ernest eryk eugeniusz fabian felicja feliks filip gabriel gabriela genowefa gustaw hanna helena honorata hubert
ida ignacy igor irena ireneusz iwo iza izabela janina jaroslaw jolanta judyta julia julian kacper kajetan kamil karol kinga klara
klaudia konrad kornelia krystian lena leokadia leon leszek lidia lila liliana lucja lucyna luiza maksymilian malwina marek marian
marianna marta marzena matylda mikolaj milena miroslaw miroslawa miron nadia nikola nina norbert olaf olga oliwia oskar otylia patryk
pola przemyslaw radoslaw regina renata robert roman romuald roza sabina sandra sara stanislawa sylwester sylwia tamara tymon tymoteusz
violetta waclaw wanda weronika wiktor wiktoria wincenty witold wlodzimierz zaneta zenon zygmunt`;
const KNOWN = new Set([...NAME_OF.keys(), ...OTHERS.split(/\s+/)]);

/** Whether this is a first name that people have. */
export const isFirstName = (folded: string): boolean => KNOWN.has(folded);

/** The name that a short form stands for; what is no short form stays as it is. */
export const fullFirstName = (folded: string): string => NAME_OF.get(folded) ?? folded;
