// What people and machines say when they take a call. `held`: never used in training, for the evaluation only.
// {n} a name, {c} a company, {d} a number.
const NAMES = {
  pl: ['Kowalski', 'Anna Nowak', 'Piotr Zieliński', 'Wójcik', 'Magdalena Lewandowska', 'Szymańska', 'Tomek'],
  en: ['John', 'Mary Smith', 'Peter Brown', 'Wilson', 'Elizabeth Taylor', 'Davies'],
  de: ['Müller', 'Anna Schmidt', 'Schneider', 'Thomas Weber', 'Fischer'],
  uk: ['Шевченко', 'Олена', 'Іван Бондаренко', 'Коваль'],
  ru: ['Иванов', 'Мария', 'Сергей Петров', 'Смирнова'],
  es: ['María', 'Juan García', 'López', 'Carmen Rodríguez'],
  fr: ['Dupont', 'Marie Martin', 'Pierre Bernard', 'Durand'],
};
const COMPANIES = {
  pl: ['Firma Budex', 'Centrum Medyczne Zdrowie', 'biuro rachunkowe', 'hurtownia Elektra'],
  en: ['Acme', 'City Dental', 'the garden centre', 'Brown and Sons'],
  de: ['Firma Krüger', 'Autohaus Nord', 'Praxis Doktor Wolf'],
  uk: ['компанія Світанок', 'магазин'],
  ru: ['компания Прогресс', 'магазин'],
  es: ['Talleres Gómez', 'Clínica del Sol'],
  fr: ['Garage Central', 'Cabinet Moreau'],
};

const PEOPLE = {
  pl: {
    train: [
      'Halo?',
      'Halo, słucham?',
      'Tak, słucham.',
      '{n}, słucham.',
      'Dzień dobry, {n}.',
      'Proszę?',
      'No halo?',
      'Tak?',
      'Halo, kto mówi?',
      '{c}, słucham.',
      '{c}, {n}, w czym mogę pomóc?',
      'No cześć.',
      'Halo, dzień dobry.',
      'Słucham pana?',
      'No?',
      'Halo, halo?',
      'Dzień dobry, {c}, {n} przy telefonie, słucham.',
      'Tak, przy telefonie.',
    ],
    held: [
      'Słucham?',
      '{n} przy telefonie.',
      'Halo, tak?',
      'Dobry wieczór.',
      'Tak, o co chodzi?',
      '{c}, dzień dobry, przy telefonie {n}.',
      'Cześć, co tam?',
      'No słucham cię.',
    ],
  },
  en: {
    train: [
      'Hello?',
      'Hi.',
      'Yes?',
      '{n} speaking.',
      'Hello, {n} here.',
      'Good morning.',
      '{c}, how can I help you?',
      'Hello, who is this?',
      'Hey, what is up?',
      'Yeah?',
      'Good afternoon, {c}, {n} speaking.',
      'Hello, hello?',
      'This is {n}.',
      'Hi, this is {n}, who is calling?',
      'Yes, hello.',
    ],
    held: [
      'Hello there.',
      'Good evening.',
      'Yes, speaking.',
      'Hi, {n}.',
      '{c}, good morning.',
      'Who is calling please?',
      'Hello, can I help you?',
      'Good morning, you are speaking with {n}.',
    ],
  },
  de: {
    train: [
      'Hallo?',
      'Ja?',
      '{n}.',
      '{n}, guten Tag.',
      'Ja, hallo?',
      'Guten Tag, {c}, {n} am Apparat.',
      'Ja bitte?',
      'Hallo, wer ist da?',
      '{c}, was kann ich für Sie tun?',
    ],
    held: ['Hier {n}.', 'Guten Morgen.', 'Hallo, ja?', '{c}, mein Name ist {n}, guten Tag.', 'Ja, am Apparat.'],
  },
  uk: {
    train: ['Алло?', 'Так?', 'Слухаю.', 'Алло, слухаю вас.', '{n} слухає.', 'Добрий день.', '{c}, добрий день.'],
    held: ['Так, слухаю.', 'Алло, хто це?', 'Добрий вечір, {n}.'],
  },
  ru: {
    train: ['Алло?', 'Да?', 'Слушаю.', 'Алло, слушаю вас.', '{n} слушает.', 'Добрый день.', '{c}, здравствуйте.'],
    held: ['Да, слушаю.', 'Алло, кто это?', 'Добрый вечер, {n}.', 'Да, алло.'],
  },
  es: {
    train: ['¿Diga?', '¿Sí?', 'Hola.', '¿Bueno?', 'Dígame.', 'Hola, ¿quién es?', '{c}, buenos días.', 'Sí, soy {n}.'],
    held: ['¿Aló?', '¿Sí, dígame?', 'Buenas tardes, {n}.', '{c}, ¿en qué puedo ayudarle?'],
  },
  fr: {
    train: [
      'Allô?',
      'Oui?',
      'Allô, oui?',
      'Bonjour.',
      '{n}, bonjour.',
      '{c}, bonjour, je vous écoute.',
      'Oui, allô, qui est à l’appareil?',
    ],
    held: ['Oui, bonjour.', 'Allô, {n} à l’appareil.', 'Bonsoir.', '{c}, que puis-je faire pour vous?'],
  },
};

const MACHINES = {
  pl: {
    train: [
      'Dodzwoniłeś się do skrzynki głosowej numeru {d}. Zostaw wiadomość po sygnale.',
      'Tu automatyczna sekretarka. Nie mogę teraz odebrać telefonu. Proszę zostawić wiadomość po usłyszeniu sygnału.',
      'Cześć, tu {n}. Nie mogę teraz rozmawiać, zostaw wiadomość, oddzwonię.',
      'Abonent ma wyłączony telefon lub jest poza zasięgiem sieci. Proszę spróbować później.',
      'Poczta głosowa. Abonent {d} jest niedostępny. Nagraj wiadomość po sygnale.',
      'Dzień dobry, dodzwonili się Państwo do {c}. Biuro jest czynne od poniedziałku do piątku w godzinach od ósmej do szesnastej.',
      'Witamy w {c}. Aby połączyć się z działem sprzedaży, wybierz jeden. Aby połączyć się z serwisem, wybierz dwa.',
      'Zostaw wiadomość po sygnale.',
      'Wszystkie nasze linie są zajęte. Prosimy czekać na połączenie z konsultantem.',
      'Hej, dodzwoniłeś się do {n}, ale nie mogę odebrać. Zadzwoń później albo wyślij SMS.',
    ],
    held: [
      'Witaj, tu poczta głosowa. Właściciel numeru {d} nie może teraz odebrać. Po usłyszeniu sygnału zostaw wiadomość.',
      'Wybrany numer jest chwilowo nieosiągalny. Prosimy zadzwonić za chwilę.',
      'Dzień dobry, tu {n}. Jestem teraz zajęty. Proszę o pozostawienie informacji, oddzwonię najszybciej jak to możliwe.',
      'Dziękujemy za telefon do {c}. Informujemy, że rozmowy są nagrywane.',
      'Przepraszamy, nie ma takiego numeru.',
    ],
  },
  en: {
    train: [
      'You have reached the voicemail of {n}. Please leave a message after the tone.',
      'Hi, this is {n}. I can not take your call right now. Leave your name and number and I will call you back.',
      'The person you are calling is not available. Please leave a message after the beep.',
      'Your call has been forwarded to an automated voice messaging system. {d} is not available.',
      'Thank you for calling {c}. Our office hours are Monday to Friday, nine to five. Press one for sales, two for support.',
      'The number you have dialled is not in service. Please check the number and dial again.',
      'Please leave a message.',
      'Hello, we are not at home right now. Please leave a message and we will get back to you as soon as possible.',
      'All of our agents are busy at the moment. Please hold, your call is important to us.',
    ],
    held: [
      'Sorry I missed your call. Leave me a message and I will ring you when I can.',
      'The mobile phone you are calling is switched off. Please try again later.',
      'Welcome to {c}. For quality purposes this call may be recorded. Please listen to the following options.',
      'This is the answering machine of the family {n}. Speak after the signal.',
      'Hey, it is {n}, you know what to do. Wait for the beep.',
    ],
  },
  de: {
    train: [
      'Guten Tag, Sie sind verbunden mit der Mailbox von {n}. Bitte hinterlassen Sie eine Nachricht nach dem Signalton.',
      'Der gewünschte Gesprächspartner ist zur Zeit nicht erreichbar. Bitte versuchen Sie es später noch einmal.',
      'Hallo, hier ist der Anrufbeantworter von {n}. Ich bin gerade nicht da.',
      'Willkommen bei {c}. Drücken Sie die Eins für den Verkauf.',
      'Diese Rufnummer ist uns nicht bekannt.',
    ],
    held: [
      'Hier ist die Mobilbox der Rufnummer {d}. Nachrichten bitte nach dem Ton.',
      'Vielen Dank für Ihren Anruf bei {c}. Unser Büro ist zur Zeit nicht besetzt.',
    ],
  },
  uk: {
    train: [
      'Абонент не може прийняти ваш дзвінок. Залиште повідомлення після сигналу.',
      'На жаль, абонент поза зоною досяжності. Зателефонуйте пізніше.',
      'Вітаємо, ви зателефонували в {c}. Натисніть один для зв’язку з оператором.',
    ],
    held: [
      'Ви зателефонували на номер {d}. Залиште, будь ласка, повідомлення.',
      'Номер, який ви набрали, не обслуговується.',
    ],
  },
  ru: {
    train: [
      'Абонент не может ответить на ваш звонок. Оставьте сообщение после сигнала.',
      'Аппарат абонента выключен или находится вне зоны действия сети.',
      'Вы позвонили в {c}. Все операторы заняты, пожалуйста, оставайтесь на линии.',
    ],
    held: [
      'Здравствуйте, это автоответчик. Меня сейчас нет дома, оставьте сообщение.',
      'Неправильно набран номер. Проверьте номер и перезвоните.',
    ],
  },
  es: {
    train: [
      'Ha llamado al buzón de voz de {n}. Deje su mensaje después de la señal.',
      'El teléfono al que llama está apagado o fuera de cobertura en este momento.',
      'Bienvenido a {c}. Para ventas, pulse uno. Para soporte, pulse dos.',
      'Hola, soy {n}. Ahora no puedo atenderte, deja tu mensaje y te llamaré.',
    ],
    held: [
      'En este momento no podemos atenderle. Por favor, deje su nombre y su número después del tono.',
      'El número marcado no existe. Compruebe el número.',
    ],
  },
  fr: {
    train: [
      'Vous êtes bien sur la messagerie de {n}. Laissez un message après le bip.',
      'Votre correspondant n’est pas disponible. Veuillez rappeler ultérieurement.',
      'Bienvenue chez {c}. Pour le service commercial, tapez un.',
      'Bonjour, je suis absent pour le moment, merci de laisser un message.',
    ],
    held: [
      'Le numéro que vous avez demandé n’est pas attribué.',
      'Bonjour, vous êtes bien chez {n}, nous ne sommes pas là, laissez vos coordonnées après le signal sonore.',
    ],
  },
};

export const LANGUAGES = Object.keys(PEOPLE);

/** A sentence of `who` ('person' or 'machine') in a language, from the training or the held texts. */
export function sentence(draws, who, language, held) {
  const texts = (who === 'person' ? PEOPLE : MACHINES)[language][held ? 'held' : 'train'];
  const digits = Array.from({ length: 9 }, () => Math.floor(draws.uniform() * 10)).join(' ');
  let text = draws.pick(texts);
  // Campaigns call people at home and on the move; a company that takes the call is the exception.
  if (who === 'person' && text.includes('{c}') && !draws.chance(0.35)) text = draws.pick(texts);
  return text
    .replaceAll('{n}', draws.pick(NAMES[language]))
    .replaceAll('{c}', draws.pick(COMPANIES[language]))
    .replaceAll('{d}', digits);
}
