/** First names by generation, most given first. Common names, combined at random: nobody here exists. */
const list = (text: string): string[] => text.trim().split(/\s+/);

/** Born about 2012–2024. */
export const girls = list(`
Louise Jade Emma Ambre Alice Alba Alma Romy Rose Anna Lina Mia Léna Chloé Julia Inès Léa Agathe Iris Juliette Lou Nina Zoé Jeanne Eva
Lucie Adèle Camille Charlotte Victoria Mila Inaya Sofia Margaux Olivia Léonie Luna Giulia Sarah Nour Romane Manon Éléonore Aya Lola
Capucine Clémence Victoire Charlie Margot Maria Lyna Valentine Louna Élise Maya Assia Yasmine Alya Gabrielle Roxane Théa Anaïs Maëlle
Apolline Soline Élena Héloïse Maëlys Elsa Noémie Amina Clara Salomé Livia Aria Célia Lisa Mathilde Éva Lilou Lana Lya Arya Ava Héléna
Constance Garance Joséphine Célestine Diane Suzanne Albane Faustine Pauline Lily Elsa-Rose Anouk Hannah Myriam Mariam Fatima Aïcha Maïssa
Fatoumata Aminata Khadija Safiya Sirine Selma Kenza Lila Naïla Leïla Hafsa Ayla Elif Zeynep Azra Ela Mei Linh Thaïs Maïwenn Nolwenn Enora
Gwenaëlle Maëva Océane Laura Marie Ana Inês Beatriz Carla Paola Emilia Matilde Aurore Estelle Flora Colette Marcelle Simone Andrée Odette
Philippine Ombeline Sixtine Bérénice Cassandre Pénélope Calliope Ysé Ysaline Zélie Zoïa Tess Tessa Norah Noor Ines-Lou Anne-Lise Lou-Ann
Marie-Lou Rose-Marie Éloïse Loïse Aliénor Ninon Fanny Lison Lise Abby Alix Andréa Ariane Blanche Cléa Daphné Erine Fleur Gaïa Hanaé Ilona
Janelle Jasmine Kelya Léane Lexie Lyse Maud Mélina Naomi Nélia Oriane Perla Prune Raphaëlle Shana Soraya Swann Talia Violette Wendy`);

export const boys = list(`
Gabriel Raphaël Léo Louis Jules Adam Arthur Noah Maël Isaac Eden Sacha Gabin Lucas Hugo Liam Nathan Ethan Naël Malo Noé Tom Paul Aaron
Léon Marius Mohamed Théo Victor Augustin Martin Ayden Mathis Nino Robin Lyam Marceau Ibrahim Côme Antoine Valentin Ismaël Axel Tiago Sohan
Samuel Imran Amir Ilyan Eliott Camille Milo Rayan Basile Gaspard Baptiste Maxence Simon Alexandre Timéo Enzo Oscar Soan Logan Ayoub Kaïs
Owen Zayn Clément Joseph Younès Yanis Charlie Nolan Diego Ali Kylian Alessio Roméo Ezio Evan Mattéo Lucien Andréa Livio Anas Youssef Thiago
Marin Célestin Lenny Maximilien Pablo Benjamin William Ilyès Wassim Noa Charly Éloan Mahé Joris Élio Achille Ulysse Balthazar Ambroise
Abel Albin Auguste Corentin Félix Ferdinand Henri Hector Honoré Barnabé Colin Constant Cyprien Eustache Octave Siméon Théodore Timothée
Loïc Gaël Ewen Titouan Maëlan Yann Erwan Kévin Dylan Jordan Steven Mamadou Ousmane Moussa Souleymane Issa Seydou Abdoulaye Bilal Hamza
Ismaïl Omar Karim Mehdi Nassim Sofiane Walid Zakaria Emir Yusuf Mert Kerem Minh Quang Tao João Tomás Rafael Mateo Alejandro Luca Matteo
Lorenzo Jean-Baptiste Paul-Émile Pierre-Louis Louis-Marie Jean Pierre François Rémi Rémy Rayane Sami Swann Stan Armand Anatole Aurèle Blaise
Aimé Ange Arsène Bastien César Dorian Edgar Edmond Émile Ernest Esteban Fabio Florian Gaëtan Germain Gustave Hippolyte Ilan Jean-Noël Joachim
Joshua Julien Justin Kenzo Killian Lorik Loris Ludovic Marcel Nils Noam Noël Oren Pacôme Quentin Romain Ruben Sandro Tristan Tyméo Zacharie`);

/** Born about 1965–1998: parents and staff. */
export const women = list(`
Aurélie Émilie Céline Élodie Stéphanie Julie Sandrine Audrey Virginie Laëtitia Marie Caroline Sophie Nathalie Delphine Vanessa Sabrina
Laura Marion Pauline Mélanie Amandine Jennifer Charlotte Camille Marine Claire Anaïs Hélène Cécile Christelle Karine Valérie Isabelle
Sylvie Véronique Séverine Angélique Jessica Fanny Lucie Mathilde Magali Justine Morgane Cindy Alexandra Ophélie Estelle Gaëlle Anne Carole
Myriam Nadia Samira Fatima Karima Leïla Yamina Rachida Malika Naïma Houria Souad Latifa Hanane Ilham Imane Khadija Meriem Amel Sonia Soraya
Fatoumata Aminata Mariama Aïssatou Awa Bintou Kadiatou Rokia Ramatoulaye Ana Maria Fernanda Sónia Paula Carla Patricia Cristina Gloria Elena
Ioana Mihaela Alina Oxana Natalia Olga Svetlana Aysé Fatma Emine Özlem Thi Lan Mai Hoa Linh Ngoc Anne-Sophie Marie-Laure Anne-Laure
Marie-Christine Anne-Lise Marie-Pierre Marie-Hélène Claire-Lise Annabelle Adeline Agnès Alice Aline Alizée Allison Ariane Armelle Aude
Béatrice Bénédicte Bérengère Blandine Carine Catherine Charlène Chloé Chrystelle Clémence Clotilde Coralie Corinne Cynthia Daphné Deborah
Diane Dorothée Edwige Elsa Emmanuelle Estèle Eugénie Eva Fabienne Fleur Flore Florence Françoise Frédérique Géraldine Ghislaine Gwendoline
Inès Ingrid Jeanne Joanna Johanna Judith Juliette Laure Laurence Léa Léonore Lise Lorène Ludivine Lydie Maëlle Manon Margot Marianne Marjorie
Marlène Maud Mélissa Mireille Muriel Mylène Nadège Nadine Noémie Océane Odile Pascale Perrine Priscilla Rachel Raphaëlle Rebecca Romane Rosalie
Roxane Sarah Solène Sabine Salomé Solange Tatiana Tiphaine Valentine Victoire Viviane Wendy Yolande Zoé Éléonore Élise Éloïse Fiona Maïté`);

export const men = list(`
Nicolas Sébastien Julien Thomas David Christophe Guillaume Jérôme Frédéric Romain Benjamin Vincent Mickaël Alexandre Kévin Anthony Maxime
Cédric Laurent Olivier Stéphane Arnaud Mathieu Fabien Ludovic Jérémy Damien Aurélien Florian Pierre Antoine Clément Jonathan Yann Cyril
Éric Philippe Pascal Thierry Bruno Patrick Franck Emmanuel Xavier Grégory Fabrice Sylvain Yannick Loïc Gaël Erwan Mohamed Karim Rachid
Saïd Mustapha Abdelkader Farid Nordine Hicham Youssef Mehdi Samir Nabil Khalid Hassan Omar Ali Ahmed Bilal Sofiane Mamadou Ousmane Ibrahima
Moussa Boubacar Abdoulaye Cheikh Souleymane Modou Amadou João Paulo Manuel José Carlos Luís António Rui Miguel Francisco Javier Ángel Marco
Giovanni Andrea Ionut Mihai Andreï Dmitri Sergueï Mehmet Mustafa Hüseyin Emre Minh Tuan Quang Hung Jean-Philippe Jean-Marc Jean-François
Pierre-Yves Jean-Baptiste Jean-Christophe Paul-Henri Marc-Antoine Adrien Alain Alban Albin Alexis Amaury André Aymeric Baptiste Bastien Benoît
Bernard Bertrand Boris Brice Cédrik Charles Christian Claude Corentin Cyrille Daniel Denis Didier Dimitri Dominique Donovan Dylan Édouard Élie
Émile Étienne Fabian Félix Florent François Gabriel Gaëtan Geoffrey Georges Gérald Germain Gilles Grégoire Guy Gwenaël Henri Hervé Hubert Hugo
Hugues Ismaël Jacques Jean Jimmy Joël Johan Jordan Joseph Lilian Lionel Louis Luc Lucas Marc Martial Martin Matthias Maël Michaël Michel Morgan
Nathan Noël Pascal-Henri Paul Quentin Raphaël Raoul Régis Rémi Rémy Renaud Richard Robin Rodolphe Roland Samuel Serge Simon Steeve Steven Tanguy
Théo Théophile Tristan Ulrich Valentin Valéry Victor William Yoann Yohan Yves`);
