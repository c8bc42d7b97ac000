/** Last names as heard in the schools of Occitanie, most frequent first, written the way AAF writes them (capitals). */
const list = (text: string): string[] =>
  text
    .trim()
    .split(/\s*[,\n]\s*/)
    .map((name) => name.toLocaleUpperCase('fr'));

export const lastNames = list(`
Martin, Garcia, Martinez, Durand, Fabre, Lopez, Bernard, Dubois, Robert, Petit, Roux, Sanchez, Fernandez, Thomas, Moreau, Vidal, Blanc
Laurent, Simon, Perez, Rodriguez, Michel, Pons, David, Bertrand, Roques, Faure, André, Bonnet, Gonzalez, François, Mercier, Dupuy, Rey
Girard, Fournier, Lefebvre, Leroy, Morel, Lambert, Delmas, Boyer, Cazals, Bousquet, Calvet, Rigal, Marty, Cros, Galy, Soulié, Izard, Puech
Benali, Haddad, Diallo, Nguyen, Traoré, Da Silva, Ferreira, Pereira, Dos Santos, Rodrigues, Oliveira, Gomes, Ribeiro, Carvalho, Teixeira
Costa, Almeida, Lopes, Marques, Pinto, Belkacem, Bouzid, Cherif, Mansouri, Saïdi, Hamidi, Brahimi, Amrani, Alaoui, Bennani, El Amrani
El Idrissi, El Mansouri, Ben Salah, Ben Youssef, Aït Ahmed, Aït Kaci, Boukhris, Bouchareb, Khelifi, Lahlou, Meziane, Ouali, Rahmani, Slimani
Tahiri, Toumi, Yahiaoui, Zerrouki, Ziani, Cissé, Camara, Coulibaly, Keïta, Konaté, Koné, Sow, Ba, Barry, Sylla, Touré, Diop, Fall, Ndiaye
Gueye, Sarr, Mendy, Kouyaté, Doumbia, Sissoko, Bah, Diarra, Fofana, N'Diaye, N'Guessan, M'Bala, Mbaye, Mukendi, Kabongo, Ilunga, Okafor
Tran, Pham, Lê, Hoang, Huynh, Vo, Dang, Bui, Li, Wang, Zhang, Chen, Liu, Kaya, Yilmaz, Demir, Çelik, Sahin-Roux, Öztürk, Aydin, Arslan
Popescu, Ionescu, Stan, Radu, Marin, Petrov, Ivanova, Kowalski, Nowak, Lewandowski, Wisniewski, Šulc, Žižek, Novak, Horvat, Rossi, Ferrari
Esposito, Bianchi, Romano, Greco, Ricci, D'Angelo, D'Amico, De Luca, Di Marco, Santoro, Russo, Gallo, Conti, Ruiz, Moreno, Navarro, Torres
Ortega, Romero, Gimenez, Gil, Serrano, Molina, Castillo, Muñoz, Peña, Ibañez, Núñez, Soler, Ferrer, Puig, Vila, Serra, Roca, Bosch, Coll
Abadie, Alary, Albouy, Alibert, Andrieu, Arnal, Assémat, Astruc, Aubert, Auriol, Azéma, Barthès, Bastide, Baudouy, Bayle, Bégué, Benoît
Bessière, Bibal, Boissière, Bonnafous, Bonnefoy, Bories, Bosc, Boudou, Bouisset, Bourrel, Boutonnet, Brousse, Brunet, Cabrol, Cambon
Capelle, Carrère, Cassagne, Castagné, Castex, Castéra, Caussé, Cayla, Cazeneuve, Chabbert, Clavel, Clergue, Combes, Costes, Cousinié
Dalla Costa, Darnaud, Daubriac, Dejean, Delpech, Delrieu, Denjean, Descamps, Despax, Dufour, Dumas, Dupont, Dupré, Durrieu, Escande, Estève
Fauré, Fédou, Ferrand, Flouret, Foch, Fontanié, Fort, Gaillard, Galinier, Gardès, Gasc, Gaubert, Gautier, Gayral, Gineste, Gleizes, Gounelle
Grimal, Guiraud, Guitard, Hébrard, Jalabert, Joly, Jourdan, Labat, Labatut, Lacaze, Lacombe, Lacoste, Lacroix, Laffont, Lagarde, Lafforgue
Lamothe, Lannes, Larrieu, Latapie, Laurens, Lavergne, Lebœuf, Lecœur, Lautrec, Loubet, Maffre, Malaterre, Marquès, Marrot, Mas, Massol
Maury, Mazars, Mazières, Méric, Molinié, Monié, Montagné, Nègre, Nougaret, Olivier, Pagès, Palmade, Pélissier, Périé, Peyre, Pinel, Portal
Pradel, Prat, Pujol, Rascol, Raynal, Raynaud, Ribes, Rivière, Roucoules, Rouquette, Rousseau, Rouzaud, Sabatier, Salvan, Sarda, Sénac, Séguy
Sicre, Sire, Souquet, Tailhades, Talazac, Terrisse, Teyssèdre, Tournié, Trémoulet, Valette, Vayssière, Verdier, Vernhes, Viala, Viguier
Villeneuve, Vincent, De La Fontaine, De Roquefeuil, Du Pré, De Saint-Amans, D’Aubigny, D'Almeida, D’Orgeix, L'Hermite, L’Huillier, O'Brien
Saint-Martin, Saint-Jean, Roca-Vila, Le Goff, Le Gall, Le Bihan, Kervella, Guéguen, Schmitt, Muller, Klein, Meyer, Haÿ, De Croÿ, Maïga
Désiré, Célestine, Hoarau, Payet, Grondin, Boyer-Vidal, Bénard, Lebon, Jean-Baptiste, Jean-Louis, Dorival, Pierre-Louis, Tavares, Semedo
Rasoanaivo, Rakotomalala, Razafy, Andrianina, Sharma, Singh, Khan, Ahmed, Hussain, Hosseini, Karimi, Haddadi, Yacoub, Khoury, Nassar, Azoulay
Cohen, Lévy, Benhamou, Bensoussan, Attali, Sarkissian, Petrossian, Hakobyan, Gashi, Krasniqi, Hoxha, Berisha, Shala, Kryeziu, Bilal-Costes`);

/** Drawn seldom (see `lastName`), so that every typographic trap is met in any school of some size. */
export const trickyLastNames = lastNames.filter((name) => /['’ÿŸŒÏÇŠŽ -]/.test(name));
