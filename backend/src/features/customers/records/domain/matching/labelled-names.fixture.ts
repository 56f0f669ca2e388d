/** Frequent Polish names, the most frequent first; drawn with weights that fall with the place, as in life. */
const list = (text: string): readonly string[] => text.trim().split(/\s+/);

export const WOMEN =
  list(`Anna Katarzyna Maria Małgorzata Agnieszka Barbara Ewa Magdalena Elżbieta Krystyna Joanna Zofia Aleksandra
  Monika Teresa Danuta Natalia Julia Karolina Marta Beata Dorota Janina Alicja Jolanta Halina Iwona Paulina Grażyna Justyna Irena
  Helena Bożena Zuzanna Urszula Hanna Renata Jadwiga Wiktoria Sylwia Patrycja Kamila Emilia Weronika Izabela Kinga Dominika Aneta Żaneta`);

export const MEN =
  list(`Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Stanisław Jakub Adam Marek Łukasz Grzegorz Mateusz Wojciech
  Mariusz Dariusz Zbigniew Maciej Rafał Robert Kamil Józef Jerzy Dawid Kacper Szymon Jacek Tadeusz Ryszard Filip Bartosz Artur Sławomir
  Jarosław Sebastian Patryk Janusz Daniel Przemysław Henryk Damian Mirosław Roman Antoni Kazimierz Wiesław Bartłomiej Dominik Zdzisław`);

/** Masculine forms; -ski, -cki and -dzki end in -a for women. */
export const SURNAMES =
  list(`Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski
  Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek
  Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora
  Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński Zawadzki Bąk Jakubowski Sadowski
  Duda Włodarczyk Wilk Chmielewski Borkowski Sokołowski Szczepański Sawicki Kucharski Lis Maciejewski Kubiak Kalinowski Mazurek Wysocki
  Kołodziej Kaźmierczak Czarnecki Konieczny Sobczak Głowacki Urban Zakrzewski Wasilewski Krajewski Laskowski Sikorski Ziółkowski Gajewski
  Mróz Szulc Makowski Brzeziński Baranowski Przybylski Szymczak Kaczmarczyk Cieślak Borowski Adamski Błaszczyk Górecki Szczepaniak Kania
  Leszczyński Czerwiński Andrzejewski Lipiński Wesołowski Mikołajczyk Jarosz Cichocki Markowski Kowalewski Sosnowski Bednarek Żak Kruk
  Ślusarczyk Ćwikła Źródlak Świątek Gołąb Łukasik Pająk Bielecki Tomczyk Stachowiak Kujawa Rogowski Matuszewski Olejniczak Banaś Wierzbicki`);

export const COMPANIES =
  list(`Budimet Transhal Agropol Elmont Zielnik Termobud Kwiatex Medikal Polmlek Drewpol Autoserwis Okna-Plus Komputronik
  Instalbud Piekarnia-Złota Hurtpol Meblomax Stalmet Fotoplan Geodezja-Wschód Tartak-Bór Gastropol Wodomex Ogrodnik Betonmix Szklarnia`);

export const PROVIDERS = list(
  'gmail.com wp.pl onet.pl o2.pl interia.pl gmail.com poczta.fm op.pl outlook.com icloud.com',
);
