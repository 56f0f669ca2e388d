const words = (text) => text.trim().split(/\s+/);
const FIRST =
  words(`Anna Piotr Katarzyna Krzysztof Maria Andrzej Małgorzata Tomasz Agnieszka Paweł Barbara Jan Ewa Michał Magdalena Marcin
  Elżbieta Stanisław Krystyna Jakub Joanna Adam Zofia Marek Aleksandra Łukasz Monika Grzegorz Teresa Mateusz Natalia Wojciech Julia Żaneta`);
const HEADS = words(
  'Kowal Wiśniew Lewandow Zieliń Szymań Dąbrow Kozłow Jankow Kwiatkow Piotrow Grabow Pawłow Michal Jabłoń Majew Olszew Malinow Jawor Gór Wit',
);
const TAILS = words('ski czyk iak ek owicz cki uk ik ak or');

/** sfc32, as the kernel has it; the list is the same in every run. */
function generator(seed) {
  let [a, b, c, counter] = [0x9e3779b9 ^ seed, 0x243f6a88, 0xb7e15162, 1];
  return (below) => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return ((sum >>> 0) / 4_294_967_296) * below;
  };
}

/** Lines of a CSV of Polish clients, headings first. A tenth repeats an earlier client without marks, or with the number written otherwise. */
export function* makeList(rows, seed) {
  const draw = generator(seed);
  const pick = (items) => items[Math.floor(draw(items.length))];
  const earlier = [];
  yield 'Imię;Nazwisko;Telefon;E-mail;Firma;Nr klienta';
  for (let number = 0; number < rows; number += 1) {
    const again = earlier.length > 100 && draw(10) < 1 ? pick(earlier) : null;
    const client = again ? otherwise(again, draw) : newClient(pick, draw, number);
    if (!again && number % 3 === 0) earlier.push(client);
    yield [client.first, client.last, client.phone, client.email, client.company, `K${number}`].join(';');
  }
}

function newClient(pick, draw, number) {
  const [first, last] = [pick(FIRST), `${pick(HEADS)}${pick(TAILS)}`];
  const digits = String(Math.floor(draw(10_000_000))).padStart(7, '0');
  const phone = `${pick(['60', '66', '69', '72', '78', '79'])}${digits}`;
  const email =
    draw(10) < 7 ? `${plain(first)}.${plain(last)}${number}@${pick(['wp.pl', 'onet.pl', 'gmail.com', 'o2.pl'])}` : '';
  return { first, last, phone, email, company: draw(10) < 2 ? `Firma ${Math.floor(draw(4000))}` : '' };
}

const plain = (text) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .toLowerCase();

const otherwise = (client, draw) =>
  draw(2) < 1
    ? { ...client, first: plain(client.first), last: plain(client.last).toUpperCase() }
    : { ...client, phone: `+48 ${client.phone.replace(/(\d{3})(?=\d)/g, '$1 ').trim()}`, email: '' };
