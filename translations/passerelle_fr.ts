<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>Change</name>
    <message>
        <source>Mail user {name}</source>
        <translation>Utilisateur de messagerie {name}</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>n’existe pas</translation>
    </message>
    <message>
        <source>created, hidden, with the roles {roles}</source>
        <translation>créé, masqué, avec les rôles {roles}</translation>
    </message>
    <message>
        <source>Address lists of {name}</source>
        <translation>Listes d’adresses de {name}</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>visible</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>masqué</translation>
    </message>
    <message>
        <source>Role {role} of {name}</source>
        <translation>Rôle {role} de {name}</translation>
    </message>
    <message>
        <source>not assigned</source>
        <translation>non attribué</translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>attribué</translation>
    </message>
    <message>
        <source>Partner application {name}</source>
        <translation>Application partenaire {name}</translation>
    </message>
    <message>
        <source>enabled, linked to {account}</source>
        <translation>activée, liée à {account}</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>désactivée</translation>
    </message>
    <message>
        <source>enabled</source>
        <translation>activée</translation>
    </message>
    <message>
        <source>Linked account of {name}</source>
        <translation>Compte lié de {name}</translation>
    </message>
    <message>
        <source>{previous}</source>
        <translation>{previous}</translation>
    </message>
    <message>
        <source>{account}</source>
        <translation>{account}</translation>
    </message>
    <message>
        <source>Certificate file on this PC</source>
        <translation>Fichier du certificat sur ce poste</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>Keys of “{name}”</source>
        <translation>Clés de «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>keys: {count}</source>
        <translation>clés&#xa0;: {count}</translation>
    </message>
    <message>
        <source>keys: {total}; {kept} kept, the one of Exchange added</source>
        <translation>clés&#xa0;: {total}&#x202f;; {kept} conservées, celle d’Exchange ajoutée</translation>
    </message>
    <message>
        <source>keys: {count}, of which expired: {expired}</source>
        <translation>clés&#xa0;: {count}, dont expirées&#xa0;: {expired}</translation>
    </message>
    <message>
        <source>keys: {total}; {kept} kept, the one of Exchange added, expired removed: {list}</source>
        <translation>clés&#xa0;: {total}&#x202f;; {kept} conservées, celle d’Exchange ajoutée, expirées retirées&#xa0;: {list}</translation>
    </message>
    <message>
        <source>Microsoft Entra · step {n} · shared object: read it, then tick it</source>
        <translation>Microsoft Entra · étape {n} · objet partagé&#xa0;: à lire, puis à cocher</translation>
    </message>
    <message>
        <source>Microsoft Entra · step {n} · {undo}</source>
        <translation>Microsoft Entra · étape {n} · {undo}</translation>
    </message>
    <message>
        <source>Exchange · step {n} · {undo}</source>
        <translation>Exchange · étape {n} · {undo}</translation>
    </message>
    <message>
        <source>This PC · step {n} · {undo}</source>
        <translation>Ce poste · étape {n} · {undo}</translation>
    </message>
    <message>
        <source>reversible</source>
        <translation>réversible</translation>
    </message>
    <message>
        <source>not reversible</source>
        <translation>non réversible</translation>
    </message>
    <message>
        <source>Service application “{name}”</source>
        <translation>Application de service «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>does not exist in your tenant</source>
        <translation>n’existe pas dans votre locataire</translation>
    </message>
    <message>
        <source>exists; it is not deleted when you undo this run</source>
        <translation>existe&#x202f;; elle n’est pas supprimée si vous annulez cette exécution</translation>
    </message>
    <message>
        <source>Expired keys of “{name}”</source>
        <translation>Clés expirées de «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>expired: {expired}</source>
        <translation>expirées&#xa0;: {expired}</translation>
    </message>
    <message>
        <source>removed: {list}; {kept} kept</source>
        <translation>retirées&#xa0;: {list}&#x202f;; {kept} conservées</translation>
    </message>
    <message>
        <source>Certificate of Exchange at “{name}”</source>
        <translation>Certificat d’Exchange chez «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>among the keys</source>
        <translation>parmi les clés</translation>
    </message>
    <message>
        <source>removed; {kept} kept</source>
        <translation>retiré&#x202f;; {kept} conservées</translation>
    </message>
    <message>
        <source>Key uploaded to “{name}”</source>
        <translation>Clé chargée dans «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>uploaded by this run</source>
        <translation>chargée par cette exécution</translation>
    </message>
    <message>
        <source>removed again; {kept} kept</source>
        <translation>retirée&#x202f;; {kept} conservées</translation>
    </message>
    <message>
        <source>Microsoft Entra · step {n} · offered, not needed: tick it if you want it</source>
        <translation>Microsoft Entra · étape {n} · proposé, sans être nécessaire&#xa0;: cochez si vous le souhaitez</translation>
    </message>
    <message>
        <source>{many} valid keys: have those removed that nobody uses.</source>
        <translation>{many} clés valides&#xa0;: faites retirer celles que personne n’utilise.</translation>
    </message>
    <message>
        <source>The dedicated application {hybrid} exists: once it works, this key serves nobody.</source>
        <translation>L’application dédiée {hybrid} existe&#xa0;: une fois validée, cette clé ne sert plus à personne.</translation>
    </message>
    <message>
        <source>The dedicated application {hybrid} exists: with it Exchange needs no key here. Leave this line unticked.</source>
        <translation>L’application dédiée {hybrid} existe&#xa0;: avec elle, Exchange n’a besoin d’aucune clé ici. Laissez cette ligne décochée.</translation>
    </message>
    <message>
        <source>No dedicated hybrid application was found. Without one and without a key here, Exchange gets no token for Exchange Online at all; that is expected until the application exists. Exchange 2013 cannot have one.</source>
        <translation>Aucune application hybride dédiée n’a été trouvée. Sans elle et sans clé ici, Exchange n’obtient aucun jeton pour Exchange Online&#x202f;; c’est normal tant que l’application n’existe pas. Exchange 2013 ne peut pas en avoir.</translation>
    </message>
    <message>
        <source>Kept:</source>
        <translation>Conservées&#xa0;:</translation>
    </message>
    <message>
        <source>Expired, removed:</source>
        <translation>Expirées, retirées&#xa0;:</translation>
    </message>
    <message>
        <source>Removed:</source>
        <translation>Retirées&#xa0;:</translation>
    </message>
    <message>
        <source>Added:</source>
        <translation>Ajoutées&#xa0;:</translation>
    </message>
    <message>
        <source>Connector {name}</source>
        <translation>Connecteur {name}</translation>
    </message>
    <message>
        <source>enabled, for {list}, leads to {url}</source>
        <translation>activé, pour {list}, mène à {url}</translation>
    </message>
    <message>
        <source>Domains of the connector {name}</source>
        <translation>Domaines du connecteur {name}</translation>
    </message>
    <message>
        <source>{before}</source>
        <translation>{before}</translation>
    </message>
    <message>
        <source>{list}</source>
        <translation>{list}</translation>
    </message>
    <message>
        <source>enabled; free/busy then uses OAuth alone</source>
        <translation>activé&#x202f;; la disponibilité n’utilise alors plus qu’OAuth</translation>
    </message>
    <message>
        <source>Exchange Online · step {n} · shared object: read it, then tick it</source>
        <translation>Exchange Online · étape {n} · objet partagé&#xa0;: lisez-le, puis cochez-le</translation>
    </message>
</context>
<context>
    <name>CheckVerdict</name>
    <message>
        <source>To do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Réussi</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>À confirmer</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>Sans objet</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>Non testé</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ignoré</translation>
    </message>
</context>
<context>
    <name>Cloud</name>
    <message>
        <source>China (21Vianet)</source>
        <translation>Chine (21Vianet)</translation>
    </message>
    <message>
        <source>Worldwide</source>
        <translation>Mondial</translation>
    </message>
    <message>
        <source>US Government (GCC High)</source>
        <translation>Administration américaine (GCC High)</translation>
    </message>
    <message>
        <source>US Government (DoD)</source>
        <translation>Administration américaine (DoD)</translation>
    </message>
    <message>
        <source>France (Bleu)</source>
        <translation>France (Bleu)</translation>
    </message>
    <message>
        <source>Germany (Delos)</source>
        <translation>Allemagne (Delos)</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>y</source>
        <extracomment>The letters that mean yes in the console, in lower case</extracomment>
        <translation>o</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>Open this address in your browser and sign in:</source>
        <translation>Ouvrez cette adresse dans votre navigateur et connectez-vous&#xa0;:</translation>
    </message>
    <message>
        <source>An unfinished run was found; it goes on at the first step that is not done.</source>
        <translation>Une exécution inachevée a été trouvée&#x202f;; elle reprend à la première étape qui n’est pas faite.</translation>
    </message>
    <message>
        <source>Connect to Exchange Server</source>
        <translation>Se connecter à Exchange Server</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>Mot de passe&#xa0;:</translation>
    </message>
    <message>
        <source>Connect to Microsoft 365</source>
        <translation>Se connecter à Microsoft 365</translation>
    </message>
    <message>
        <source>Domain of the Microsoft 365 organisation:</source>
        <translation>Domaine de l’organisation Microsoft 365&#xa0;:</translation>
    </message>
    <message>
        <source>You are signed in. You may close this page and return to Passerelle.</source>
        <translation>Vous êtes connecté. Vous pouvez fermer cette page et revenir à Passerelle.</translation>
    </message>
    <message>
        <source>Check the prerequisites</source>
        <translation>Vérifier les prérequis</translation>
    </message>
    <message>
        <source>Review the changes</source>
        <translation>Vérifier les modifications</translation>
    </message>
    <message>
        <source>  Nothing has to be changed.</source>
        <translation>  Rien n’est à modifier.</translation>
    </message>
    <message>
        <source>  You accepted these changes in the run that goes on.</source>
        <translation>  Vous avez accepté ces modifications dans l’exécution qui reprend.</translation>
    </message>
    <message>
        <source>  Accepted by itself: this organisation is made up.</source>
        <translation>  Accepté d’office&#xa0;: cette organisation est fictive.</translation>
    </message>
    <message>
        <source>Apply these changes? (y/N)</source>
        <translation>Appliquer ces modifications&#x202f;? (o/N)</translation>
    </message>
    <message>
        <source>Verify that it works</source>
        <translation>Vérifier le fonctionnement</translation>
    </message>
    <message>
        <source>Report:</source>
        <translation>Rapport&#xa0;:</translation>
    </message>
    <message>
        <source>Full name of an Exchange server (http://name for plain HTTP with Kerberos):</source>
        <translation>Nom complet d’un serveur Exchange (http://nom pour HTTP simple avec Kerberos)&#xa0;:</translation>
    </message>
    <message>
        <source>Account (user@domain or DOMAIN\user, - for the session of this PC):</source>
        <translation>Compte (utilisateur@domaine ou DOMAINE\utilisateur, - pour la session de ce PC)&#xa0;:</translation>
    </message>
    <message>
        <source>May the password be sent to the server inside TLS, where it offers no Kerberos? (yes/no)</source>
        <translation>Le mot de passe peut-il être transmis au serveur à l’intérieur de TLS, s’il ne propose pas Kerberos&#x202f;? (oui/non)</translation>
    </message>
    <message>
        <source>Offered, not needed: %1. Do it too? (y/N)</source>
        <translation>Proposé, sans être nécessaire&#xa0;: %1. Le faire aussi&#x202f;? (o/N)</translation>
    </message>
    <message>
        <source>
== Undo the upload</source>
        <translation>
== Annuler le chargement</translation>
    </message>
    <message>
        <source>Take these keys away? (y/N)</source>
        <translation>Retirer ces clés&#x202f;? (o/N)</translation>
    </message>
    <message>
        <source>No key would be left there. Type “%1” to take them away all the same:</source>
        <translation>Aucune clé n’y resterait. Saisissez «&#xa0;%1&#xa0;» pour les retirer malgré tout&#xa0;:</translation>
    </message>
    <message>
        <source>  Give the whole folder to the other operator:</source>
        <translation>  Remettez le dossier entier à l’autre personne&#xa0;:</translation>
    </message>
    <message>
        <source>  Nobody signs in. What only Microsoft Entra can tell is not tested, and step 5 is handed over.</source>
        <translation>  Personne ne se connecte. Ce que seul Microsoft Entra peut dire n’est pas vérifié, et l’étape 5 est transmise.</translation>
    </message>
    <message>
        <source>  -&gt; The answer of the other operator is missing: start again with --read-back when it is there.</source>
        <translation>  -&gt; La réponse de l’autre personne manque&#xa0;: relancez avec --read-back quand elle sera là.</translation>
    </message>
    <message>
        <source>Password of %1 at the proxy:</source>
        <translation>Mot de passe de %1 auprès du proxy&#xa0;:</translation>
    </message>
    <message>
        <source>On any device, open %1 and type the code %2. It is valid for another %3.</source>
        <translation>Sur n’importe quel appareil, ouvrez %1 et saisissez le code %2. Il reste valable %3.</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The tag of the language this is translated into</extracomment>
        <translation>fr</translation>
    </message>
    <message>
        <source>The made-up browser did not sign in:</source>
        <translation>Le navigateur fictif ne s’est pas connecté&#xa0;:</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>The operation was stopped at your request. Nothing more was sent.</source>
        <translation>L’opération a été arrêtée à votre demande. Rien de plus n’a été envoyé.</translation>
    </message>
    <message>
        <source>The file {file} cannot be read or written. Check the folder, its rights and the free space, then retry.</source>
        <translation>Le fichier {file} ne peut pas être lu ou écrit. Vérifiez le dossier, ses droits et l’espace libre, puis réessayez.</translation>
    </message>
    <message>
        <source>Exchange answered something this program does not know. Retry; if it happens again, copy the details for whoever helps you.</source>
        <translation>Exchange a répondu quelque chose que ce programme ne connaît pas. Réessayez&#x202f;; si cela se reproduit, copiez les détails pour la personne qui vous aide.</translation>
    </message>
    <message>
        <source>Microsoft refused the sign-in for a reason this program does not know. Retry; if it happens again, copy the details.</source>
        <translation>Microsoft a refusé la connexion pour une raison que ce programme ne connaît pas. Réessayez&#x202f;; si cela se reproduit, copiez les détails.</translation>
    </message>
    <message>
        <source>Microsoft 365 answered something this program does not know. Nothing more was sent; copy the details, then retry.</source>
        <translation>Microsoft 365 a répondu quelque chose que ce programme ne connaît pas. Rien de plus n’a été envoyé&#x202f;; copiez les détails, puis réessayez.</translation>
    </message>
    <message>
        <source>{host} does not answer. Check its name, that it is running, and that this PC may reach port 80 or 443.</source>
        <translation>{host} ne répond pas. Vérifiez son nom, qu’il est démarré et que ce poste peut joindre le port 80 ou 443.</translation>
    </message>
    <message>
        <source>This address answers but is not Exchange PowerShell. Use the server’s own name, without load balancer or publishing rule.</source>
        <translation>Cette adresse répond, mais ce n’est pas Exchange PowerShell. Indiquez le nom propre du serveur, sans répartiteur ni règle de publication.</translation>
    </message>
    <message>
        <source>Try another server; if all fail, check the Auth certificate in the Exchange console.</source>
        <translation>Essayez un autre serveur&#x202f;; si tous échouent, contrôlez le certificat d’autorisation depuis la console Exchange.</translation>
    </message>
    <message>
        <source>{host} refused the name or the password. Check both (user@domain or DOMAIN\user), then retry.</source>
        <translation>{host} a refusé le nom ou le mot de passe. Vérifiez les deux (utilisateur@domaine ou DOMAINE\utilisateur), puis réessayez.</translation>
    </message>
    <message>
        <source>Check the certificate shown; accept it for this server only, or install its authority on this PC.</source>
        <translation>Contrôlez le certificat affiché&#x202f;; acceptez-le pour ce serveur seulement, ou installez son autorité sur ce poste.</translation>
    </message>
    <message>
        <source>Too many Exchange sessions are open for this account. Close the others or wait 15 minutes, then retry.</source>
        <translation>Trop de sessions Exchange sont ouvertes pour ce compte. Fermez les autres ou attendez 15 minutes, puis réessayez.</translation>
    </message>
    <message>
        <source>Ask to be added to Organization Management, then sign in again.</source>
        <translation>Faites-le ajouter au groupe Organization Management, puis reconnectez-vous.</translation>
    </message>
    <message>
        <source>Your roles do not include: {list}. Use a member of Organization Management or ask for these roles.</source>
        <translation>Vos rôles ne comprennent pas&#xa0;: {list}. Utilisez un membre d’Organization Management ou demandez ces rôles.</translation>
    </message>
    <message>
        <source>The clocks differ by more than five minutes. Synchronise the time of this PC and of the server, then retry.</source>
        <translation>Les horloges diffèrent de plus de cinq minutes. Synchronisez l’heure de ce poste et du serveur, puis réessayez.</translation>
    </message>
    <message>
        <source>Sign in again; the wizard continues where it stopped.</source>
        <translation>Reconnectez-vous&#x202f;; l’assistant reprend où il s’est arrêté.</translation>
    </message>
    <message>
        <source>You are signed in to {tenant}, which does not own {domain}. Sign in with an administrator of the right organisation.</source>
        <translation>Vous êtes connecté à {tenant}, qui ne possède pas {domain}. Connectez-vous avec un administrateur de la bonne organisation.</translation>
    </message>
    <message>
        <source>Your organisation asks for a second factor. Finish it in the browser window; register a method if asked.</source>
        <translation>Votre organisation demande un second facteur. Terminez dans la fenêtre du navigateur&#x202f;; inscrivez une méthode si demandé.</translation>
    </message>
    <message>
        <source>The permission {scope} has not been granted. Ask a tenant administrator to approve it, then retry.</source>
        <translation>L’autorisation {scope} n’a pas été accordée. Demandez à un administrateur du locataire de l’approuver, puis réessayez.</translation>
    </message>
    <message>
        <source>Activate or obtain an application administrator role, sign in again, then retry.</source>
        <translation>Activez ou obtenez un rôle d’administrateur d’application, reconnectez-vous, puis réessayez.</translation>
    </message>
    <message>
        <source>Check the application id and its redirect address http://localhost.</source>
        <translation>Vérifiez l’identifiant d’application et son adresse de redirection http://localhost.</translation>
    </message>
    <message>
        <source>Sign-in was not finished in the browser. Start it again.</source>
        <translation>La connexion n’a pas été terminée dans le navigateur. Relancez-la.</translation>
    </message>
    <message>
        <source>Microsoft 365 receives too many requests from your organisation. Wait a few minutes, then retry.</source>
        <translation>Microsoft 365 reçoit trop de requêtes de votre organisation. Attendez quelques minutes, puis réessayez.</translation>
    </message>
    <message>
        <source>{server} runs {version}. Update it, or continue knowing that the Teams calendar will not work for its mailboxes.</source>
        <translation>{server} exécute {version}. Mettez-le à jour, ou continuez en sachant que le calendrier Teams ne marchera pas pour ses boîtes.</translation>
    </message>
    <message>
        <source>Several Exchange versions found. Connect to {server}, the newest; cloud requests must also arrive on a recent server.</source>
        <translation>Plusieurs versions d’Exchange trouvées. Connectez-vous à {server}, la plus récente&#x202f;; les requêtes du cloud doivent aussi y arriver.</translation>
    </message>
    <message>
        <source>{version} no longer gets fixes; plan the move to Exchange Server Subscription Edition.</source>
        <translation>{version} ne reçoit plus de correctifs&#x202f;; prévoyez le passage à Exchange Server Subscription Edition.</translation>
    </message>
    <message>
        <source>Choose a domain that is both accepted in Exchange and verified in Microsoft 365. {domain} is not.</source>
        <translation>Choisissez un domaine à la fois accepté dans Exchange et vérifié dans Microsoft 365. {domain} ne l’est pas.</translation>
    </message>
    <message>
        <source>No *.mail.onmicrosoft.com domain was found. Users must exist in Microsoft 365 for its services to find their local mailbox.</source>
        <translation>Aucun domaine *.mail.onmicrosoft.com n’a été trouvé. Les utilisateurs doivent exister dans Microsoft 365 pour que ses services trouvent leur boîte locale.</translation>
    </message>
    <message>
        <source>Teams calendar needs Autodiscover and EWS published directly on the Internet.</source>
        <translation>Le calendrier Teams exige qu’Autodiscover et EWS soient publiés directement sur Internet.</translation>
    </message>
    <message>
        <source>OAuth is off on {directory}. Enable it on every server, then restart the application pools.</source>
        <translation>OAuth est désactivé sur {directory}. Activez-le sur chaque serveur, puis redémarrez les pools d’applications.</translation>
    </message>
    <message>
        <source>Set the external EWS address of {server}; Microsoft 365 cannot find it otherwise.</source>
        <translation>Définissez l’adresse EWS externe de {server}&#x202f;; sans elle, Microsoft 365 ne le trouve pas.</translation>
    </message>
    <message>
        <source>Publish /EWS and /autodiscover as pass-through, without pre-authentication.</source>
        <translation>Publiez /EWS et /autodiscover en simple passage, sans préauthentification.</translation>
    </message>
    <message>
        <source>No enabled authorization server of your organisation was found in Exchange. Run the Hybrid Configuration Wizard, then check again.</source>
        <translation>Aucun serveur d’autorisation activé de votre organisation n’a été trouvé dans Exchange. Lancez l’Assistant Configuration hybride, puis contrôlez à nouveau.</translation>
    </message>
    <message>
        <source>Several entries exist for this organisation: {list}. Keep one; the wizard does not delete any by itself.</source>
        <translation>Plusieurs entrées existent pour cette organisation&#xa0;: {list}. N’en gardez qu’une&#x202f;; l’assistant n’en supprime aucune de lui-même.</translation>
    </message>
    <message>
        <source>Enable the partner application “Exchange Online” and its linked account, or run the Hybrid Configuration Wizard.</source>
        <translation>Activez l’application partenaire «&#xa0;Exchange Online&#xa0;» et son compte lié, ou lancez l’Assistant Configuration hybride.</translation>
    </message>
    <message>
        <source>These addresses are not registered in Microsoft 365: {list}.</source>
        <translation>Ces adresses ne sont pas déclarées dans Microsoft 365&#xa0;: {list}.</translation>
    </message>
    <message>
        <source>Local-to-cloud features need Microsoft’s dedicated hybrid application. Run Microsoft’s script; this wizard only reports it.</source>
        <translation>Les fonctions du local vers le cloud exigent l’application hybride dédiée de Microsoft. Lancez le script de Microsoft&#x202f;; cet assistant ne fait que le signaler.</translation>
    </message>
    <message>
        <source>{name} already exists and is not a mail user. Choose another name on the settings page.</source>
        <translation>{name} existe déjà et n’est pas un utilisateur de messagerie. Choisissez un autre nom dans les paramètres.</translation>
    </message>
    <message>
        <source>Hide the account from address lists.</source>
        <translation>Masquez le compte dans les listes d’adresses.</translation>
    </message>
    <message>
        <source>The account lacks: {roles}. Assign them; allow a few minutes before testing.</source>
        <translation>Il manque au compte&#xa0;: {roles}. Attribuez-les&#x202f;; attendez quelques minutes avant de tester.</translation>
    </message>
    <message>
        <source>Your organisation separates Exchange and AD rights. Ask the AD team to create the account, then start this step again.</source>
        <translation>Votre organisation sépare les droits Exchange et AD. Faites créer le compte par l’équipe AD, puis reprenez cette étape.</translation>
    </message>
    <message>
        <source>The change is not visible on {dc} yet. Wait a moment, then retry.</source>
        <translation>La modification n’est pas encore visible sur {dc}. Patientez un instant, puis réessayez.</translation>
    </message>
    <message>
        <source>Several entries carry this application id: {list}. Keep one enabled; the wizard does not choose for you.</source>
        <translation>Plusieurs entrées portent cet identifiant d’application&#xa0;: {list}. N’en gardez qu’une activée&#x202f;; l’assistant ne choisit pas à votre place.</translation>
    </message>
    <message>
        <source>Microsoft now wants two more applications for Teams and its checker reports this organisation in red. Keep the Skype one for voicemail greetings.</source>
        <translation>Microsoft demande désormais deux applications de plus pour Teams et son contrôleur signale cette organisation en rouge. Gardez celle de Skype pour les messages d’accueil.</translation>
    </message>
    <message>
        <source>The partner application has no linked account, or another one. Run step 3, then restart IIS on the servers.</source>
        <translation>L’application partenaire n’a pas de compte lié, ou en a un autre. Lancez l’étape 3, puis redémarrez IIS sur les serveurs.</translation>
    </message>
    <message>
        <source>Exchange has no valid Auth certificate set. Create one in Exchange before continuing.</source>
        <translation>Exchange n’a pas de certificat d’autorisation valide. Créez-en un dans Exchange avant de continuer.</translation>
    </message>
    <message>
        <source>Missing on: {servers}. Check the Exchange Service Host service there or import the certificate with its key.</source>
        <translation>Absent sur&#xa0;: {servers}. Vérifiez-y le service Microsoft Exchange Service Host ou importez le certificat avec sa clé.</translation>
    </message>
    <message>
        <source>The Auth certificate expired on {date}. Replace it first (about an hour to spread), then run steps 4 to 6 again.</source>
        <translation>Le certificat d’autorisation a expiré le {date}. Remplacez-le d’abord (une heure environ pour la diffusion), puis refaites les étapes 4 à 6.</translation>
    </message>
    <message>
        <source>{n} days left. Prepare the next certificate and upload both now, so nothing stops on change day.</source>
        <translation>Il reste {n} jours. Préparez le prochain certificat et chargez les deux maintenant pour éviter toute coupure.</translation>
    </message>
    <message>
        <source>The certificate changed since step 4. Run steps 4 and 5 again.</source>
        <translation>Le certificat a changé depuis l’étape 4. Refaites les étapes 4 et 5.</translation>
    </message>
    <message>
        <source>Exchange did not send the bytes of the certificate, or they are damaged. Try another server.</source>
        <translation>Exchange n’a pas envoyé les octets du certificat, ou ils sont endommagés. Essayez un autre serveur.</translation>
    </message>
    <message>
        <source>A key that must be kept cannot be read back completely, so writing the list would delete it. Nothing was changed; another administrator account may see it.</source>
        <translation>Une clé à conserver ne peut pas être relue en entier&#xa0;: écrire la liste la supprimerait. Rien n’a été modifié&#x202f;; un autre compte d’administration la verra peut-être.</translation>
    </message>
    <message>
        <source>Microsoft 365 refused the value of a key. Nothing was changed; copy the details, then check the list of keys.</source>
        <translation>Microsoft 365 a refusé la valeur d’une clé. Rien n’a été modifié&#x202f;; copiez les détails, puis contrôlez la liste des clés.</translation>
    </message>
    <message>
        <source>Microsoft or the publisher forbids adding a key here. Nothing was changed; see the current Microsoft page.</source>
        <translation>Microsoft ou l’éditeur interdit d’ajouter une clé ici. Rien n’a été modifié&#x202f;; consultez la page Microsoft actuelle.</translation>
    </message>
    <message>
        <source>The certificate {thumbprint} is not among the keys of {name}. Run step 5 again.</source>
        <translation>Le certificat {thumbprint} ne figure pas parmi les clés de {name}. Refaites l’étape 5.</translation>
    </message>
    <message>
        <source>The key is there, but its dates in Microsoft 365 are not those of the certificate.</source>
        <translation>La clé est là, mais ses dates dans Microsoft 365 ne sont pas celles du certificat.</translation>
    </message>
    <message>
        <source>Microsoft 365 accepted the change but does not show it yet. Wait a few minutes, then run the check again.</source>
        <translation>Microsoft 365 a accepté la modification, mais ne la montre pas encore. Attendez quelques minutes, puis relancez le contrôle.</translation>
    </message>
    <message>
        <source>What was read just now differs from what you accepted. Nothing was written; go back to the review page and read the new list.</source>
        <translation>Ce qui vient d’être lu diffère de ce que vous avez accepté. Rien n’a été écrit&#x202f;; revenez au récapitulatif et lisez la nouvelle liste.</translation>
    </message>
    <message>
        <source>Exchange Online answered in a way the wizard does not know. Copy the details, and run the commands shown instead.</source>
        <translation>Exchange Online a répondu d’une façon que l’assistant ne connaît pas. Copiez les détails et exécutez plutôt les commandes indiquées.</translation>
    </message>
    <message>
        <source>Type its full name (not an IP or alias) and sign in with a domain account such as user@domain.</source>
        <translation>Saisissez son nom complet (ni adresse IP ni alias) et un compte de domaine du type utilisateur@domaine.</translation>
    </message>
    <message>
        <source>This PC holds no valid ticket for the domain. Sign in to the domain again, or type a user name and a password.</source>
        <translation>Ce poste ne détient aucun ticket valable pour le domaine. Rouvrez une session dans le domaine, ou saisissez un nom d’utilisateur et un mot de passe.</translation>
    </message>
    <message>
        <source>The domain has no entry HTTP/{host}. Type the server’s own full name, not an address, an alias or a load-balanced name.</source>
        <translation>Le domaine n’a pas d’entrée HTTP/{host}. Saisissez le nom complet propre au serveur, ni adresse, ni alias, ni nom réparti.</translation>
    </message>
    <message>
        <source>This PC finds no domain controller for {realm}. Type the account as user@full.domain.name and check the DNS of this PC.</source>
        <translation>Ce poste ne trouve aucun contrôleur de domaine pour {realm}. Saisissez le compte sous la forme utilisateur@nom.complet.du.domaine et vérifiez le DNS de ce poste.</translation>
    </message>
    <message>
        <source>No domain controller of {realm} answers. Check the network or the VPN, and that port 88 is open.</source>
        <translation>Aucun contrôleur de domaine de {realm} ne répond. Vérifiez le réseau ou le VPN, et que le port 88 est ouvert.</translation>
    </message>
    <message>
        <source>{host} did not prove that it is the server of that name, so nothing more was sent. Check the name and who answers at this address.</source>
        <translation>{host} n’a pas prouvé qu’il est bien le serveur de ce nom&#x202f;; rien de plus n’a été envoyé. Vérifiez le nom et qui répond à cette adresse.</translation>
    </message>
    <message>
        <source>The account {user} is disabled or locked, or its password has expired. Have it put right, or use another account.</source>
        <translation>Le compte {user} est désactivé ou verrouillé, ou son mot de passe a expiré. Faites-le rétablir, ou utilisez un autre compte.</translation>
    </message>
    <message>
        <source>The password itself would go to {host}, inside TLS. Allow it on this page, or enable Kerberos on the PowerShell directory.</source>
        <translation>Le mot de passe lui-même serait transmis à {host}, à l’intérieur de TLS. Autorisez-le sur cette page, ou activez Kerberos sur le répertoire PowerShell.</translation>
    </message>
    <message>
        <source>Without TLS anybody on the way could read the password. Use https, or Kerberos.</source>
        <translation>Sans TLS, n’importe qui sur le trajet pourrait lire le mot de passe. Utilisez https ou Kerberos.</translation>
    </message>
    <message>
        <source>{host} asks to continue at {newHost}. Check that this name belongs to your organisation before you agree.</source>
        <translation>{host} demande de continuer sur {newHost}. Vérifiez que ce nom appartient à votre organisation avant d’accepter.</translation>
    </message>
    <message>
        <source>TLS 1.2 is not fully enabled on {host}. Apply Microsoft’s Exchange TLS guidance, restart, retry.</source>
        <translation>TLS 1.2 n’est pas entièrement activé sur {host}. Appliquez les consignes TLS de Microsoft pour Exchange, redémarrez, réessayez.</translation>
    </message>
    <message>
        <source>Your account lacks the Exchange Administrator role, or it is not active yet. Activate it, sign in again, or run the commands shown.</source>
        <translation>Votre compte n’a pas le rôle Administrateur Exchange, ou ce rôle n’est pas encore actif. Activez-le et reconnectez-vous, ou exécutez les commandes indiquées.</translation>
    </message>
    <message>
        <source>Exchange Online does not offer this way in any more, or not in this cloud. Run the commands shown instead.</source>
        <translation>Exchange Online n’offre plus cet accès, ou ne l’offre pas dans ce cloud. Exécutez plutôt les commandes indiquées.</translation>
    </message>
    <message>
        <source>Exchange Online has no object called {name}.</source>
        <translation>Exchange Online n’a aucun objet nommé {name}.</translation>
    </message>
    <message>
        <source>Exchange Online has another object called {name}. Nothing was changed; choose another name or change that one.</source>
        <translation>Exchange Online a un autre objet nommé {name}. Rien n’a été modifié&#x202f;; choisissez un autre nom ou modifiez cet objet.</translation>
    </message>
    <message>
        <source>The text does not hold a service application with its keys: {detail}. Ask for the answer again, with the request shown.</source>
        <translation>Le texte ne contient pas d’application de service avec ses clés&#xa0;: {detail}. Redemandez la réponse, avec la requête indiquée.</translation>
    </message>
    <message>
        <source>The answer is about {found}. The answer for {name} is missing.</source>
        <translation>La réponse concerne {found}. La réponse pour {name} manque.</translation>
    </message>
    <message>
        <source>The keys of {name} came without their values, so the certificate cannot be compared. Ask again with $select=keyCredentials in the address.</source>
        <translation>Les clés de {name} sont arrivées sans leur valeur, le certificat ne peut donc pas être comparé. Redemandez la réponse avec $select=keyCredentials dans l’adresse.</translation>
    </message>
    <message>
        <source>The certificate shown belongs to {names}, not to {host}. Type a name it was made for; accept it for this server only if you know it.</source>
        <translation>Le certificat présenté appartient à {names}, pas à {host}. Saisissez un nom pour lequel il a été fait&#x202f;; acceptez-le pour ce serveur seulement si vous le connaissez.</translation>
    </message>
    <message>
        <source>{host} shows a certificate it made itself. Compare the fingerprint with the one on the server; accept it for this server only, or connect over HTTP with Kerberos.</source>
        <translation>{host} présente un certificat qu’il a fait lui-même. Comparez l’empreinte avec celle du serveur&#x202f;; acceptez-le pour ce serveur seulement, ou connectez-vous en HTTP avec Kerberos.</translation>
    </message>
    <message>
        <source>The certificate of {host} comes from {issuer}, an authority this PC does not trust. Install it on this PC, or compare the fingerprint and accept it for this server only.</source>
        <translation>Le certificat de {host} vient de {issuer}, une autorité que ce PC n’approuve pas. Installez-la sur ce PC, ou comparez l’empreinte et acceptez-le pour ce serveur seulement.</translation>
    </message>
    <message>
        <source>The certificate of {host} ended on {date}. Renew it in Exchange; until then accept it for this server only, or connect over HTTP with Kerberos.</source>
        <translation>Le certificat de {host} a pris fin le {date}. Renouvelez-le dans Exchange&#x202f;; d’ici là, acceptez-le pour ce serveur seulement, ou connectez-vous en HTTP avec Kerberos.</translation>
    </message>
    <message>
        <source>The certificate of {host} begins on {date} only. Check the clock of this PC and that of the server.</source>
        <translation>Le certificat de {host} ne commence que le {date}. Contrôlez l’heure de ce PC et celle du serveur.</translation>
    </message>
    <message>
        <source>{user} signed in, but {host} opens no session for this account. Have remote PowerShell turned on for it (Set-User, RemotePowerShellEnabled), or use another account.</source>
        <translation>{user} s’est connecté, mais {host} n’ouvre aucune session pour ce compte. Faites activer PowerShell à distance pour lui (Set-User, RemotePowerShellEnabled) ou utilisez un autre compte.</translation>
    </message>
    <message>
        <source>{url} publishes {found}, while Exchange is set to sign with {thumbprint}. A server may still work with an older setting: wait, or recycle its application pools, then check again.</source>
        <translation>{url} publie {found}, alors qu’Exchange est réglé pour signer avec {thumbprint}. Un serveur utilise peut-être encore un ancien réglage&#xa0;: attendez ou recyclez ses pools d’applications, puis contrôlez à nouveau.</translation>
    </message>
    <message>
        <source>The application {name} does not exist in your tenant yet. The wizard can add it.</source>
        <translation>L’application {name} n’existe pas encore dans votre locataire. L’assistant peut l’ajouter.</translation>
    </message>
    <message>
        <source>Microsoft 365 refuses to add {name}: its service was never enabled in this tenant, or your role does not allow it. The other applications are not concerned. Retry with another role, or skip what is left.</source>
        <translation>Microsoft 365 refuse d’ajouter {name}&#xa0;: son service n’a jamais été activé dans ce locataire, ou votre rôle ne le permet pas. Les autres applications ne sont pas concernées. Réessayez avec un autre rôle ou ignorez ce qui reste.</translation>
    </message>
    <message>
        <source>{name} was added, but Microsoft 365 does not show it yet, so its certificate is still to be uploaded. Wait a few minutes, then retry.</source>
        <translation>{name} a été ajoutée, mais Microsoft 365 ne la montre pas encore&#xa0;: son certificat reste à charger. Attendez quelques minutes, puis réessayez.</translation>
    </message>
    <message>
        <source>Microsoft 365 says about {name}: “{message}” An application management policy may limit the life of certificates. Nothing was changed there; ask for an exception or issue a shorter Auth certificate.</source>
        <translation>Microsoft 365 répond pour {name}&#xa0;: «&#xa0;{message}&#xa0;» Une stratégie de gestion des applications limite peut-être la durée des certificats. Rien n’y a été modifié&#x202f;; demandez une exception ou émettez un certificat d’autorisation plus court.</translation>
    </message>
    <message>
        <source>{name} has {n} valid keys. Each of them lets its owner speak for the application: have those removed that nobody uses.</source>
        <translation>{name} compte {n} clés valides. Chacune permet à son détenteur de parler au nom de l’application&#xa0;: faites retirer celles que personne n’utilise.</translation>
    </message>
    <message>
        <source>The certificate was written, but these keys of {name} are no longer there: {list}. Somebody else wrote at the same moment. The keys as they were are kept in {file}; tell their owner.</source>
        <translation>Le certificat a été écrit, mais ces clés de {name} n’y sont plus&#xa0;: {list}. Quelqu’un d’autre a écrit au même moment. Les clés d’origine sont conservées dans {file}&#x202f;; prévenez leur propriétaire.</translation>
    </message>
    <message>
        <source>Microsoft 365 did not confirm the write, and the keys of {name} are neither the old ones nor the expected ones: somebody else wrote at the same moment. Retry reads them again and changes nothing you have not seen.</source>
        <translation>Microsoft 365 n’a pas confirmé l’écriture, et les clés de {name} ne sont ni les anciennes ni celles attendues&#xa0;: quelqu’un d’autre a écrit au même moment. Réessayer les relit et ne modifie rien que vous n’ayez vu.</translation>
    </message>
    <message>
        <source>Microsoft 365 no longer answers calls made with such a key, and a stolen server could use it. Once the dedicated hybrid application works, remove it with Microsoft’s clean-up mode or tick its removal on the review page.</source>
        <translation>Microsoft 365 ne répond plus aux appels faits avec une telle clé, et un serveur volé pourrait l’utiliser. Une fois l’application hybride dédiée validée, retirez-la avec le mode nettoyage de Microsoft ou cochez son retrait dans le récapitulatif.</translation>
    </message>
    <message>
        <source>Expired keys remain. You may tick their removal on the review page.</source>
        <translation>Des clés expirées subsistent. Vous pouvez cocher leur retrait dans le récapitulatif.</translation>
    </message>
    <message>
        <source>The keys of {name} are no longer those you have just read. Nothing was removed; read them again.</source>
        <translation>Les clés de {name} ne sont plus celles qui viennent d’être lues. Rien n’a été retiré&#x202f;; relisez-les.</translation>
    </message>
    <message>
        <source>No key that this run uploaded is left in this organisation. Nothing was changed.</source>
        <translation>Aucune clé chargée par cette exécution ne subsiste dans cette organisation. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>No enabled intra-organization connector serves {domain}. Run the Hybrid Configuration Wizard or create it.</source>
        <translation>Aucun connecteur intra-organisationnel activé ne dessert {domain}. Lancez l’Assistant Configuration hybride ou créez-le.</translation>
    </message>
    <message>
        <source>The connector {name} serves {domain}, but it is disabled. Enable it.</source>
        <translation>Le connecteur {name} dessert {domain}, mais il est désactivé. Activez-le.</translation>
    </message>
    <message>
        <source>Nobody has signed in to Microsoft Entra, so the keys of {name} are not known. Load the answer of the other operator at step 6, or sign in.</source>
        <translation>Personne ne s’est connecté à Microsoft Entra&#xa0;: les clés de {name} ne sont pas connues. Chargez la réponse de l’autre personne à l’étape 6, ou connectez-vous.</translation>
    </message>
    <message>
        <source>{user} is not synchronised to Microsoft 365. Choose another mailbox or run a synchronisation.</source>
        <translation>{user} n’est pas synchronisé vers Microsoft 365. Choisissez une autre boîte ou lancez une synchronisation.</translation>
    </message>
    <message>
        <source>This PC cannot reach {host}. Check the proxy in the options, or ask the network team to allow {list}.</source>
        <translation>Ce poste ne peut pas joindre {host}. Vérifiez le proxy dans les options, ou demandez à l’équipe réseau d’autoriser {list}.</translation>
    </message>
    <message>
        <source>No organisation that owns {domain} was found. Check the domain, then the cloud chosen in the options.</source>
        <translation>Aucune organisation qui possède {domain} n’a été trouvée. Vérifiez le domaine, puis le cloud choisi dans les options.</translation>
    </message>
    <message>
        <source>Microsoft refused this account. Put it right on the usual sign-in page, then retry.</source>
        <translation>Microsoft a refusé ce compte. Remettez-le en ordre sur la page de connexion habituelle, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing is wrong on your side. Wait a moment, then retry.</source>
        <translation>Rien n’est à corriger de votre côté. Patientez un instant, puis réessayez.</translation>
    </message>
    <message>
        <source>This account is locked after too many attempts. Wait a while or have it unlocked, check it on the usual sign-in page, then retry.</source>
        <translation>Ce compte est verrouillé après trop de tentatives. Attendez un peu ou faites-le déverrouiller, contrôlez-le sur la page de connexion habituelle, puis réessayez.</translation>
    </message>
    <message>
        <source>The password of this account has expired. Change it on the usual sign-in page, then retry.</source>
        <translation>Le mot de passe de ce compte a expiré. Changez-le sur la page de connexion habituelle, puis réessayez.</translation>
    </message>
    <message>
        <source>This account has no password for this sign-in. Set one on the usual sign-in page, or use another account.</source>
        <translation>Ce compte n’a pas de mot de passe pour cette connexion. Définissez-en un sur la page de connexion habituelle, ou utilisez un autre compte.</translation>
    </message>
    <message>
        <source>This account is disabled. Have an administrator enable it, or use another account.</source>
        <translation>Ce compte est désactivé. Faites-le activer par l’administration, ou utilisez un autre compte.</translation>
    </message>
    <message>
        <source>The name or the password was wrong. Try both on the usual sign-in page, then retry.</source>
        <translation>Le nom ou le mot de passe était faux. Essayez-les sur la page de connexion habituelle, puis réessayez.</translation>
    </message>
    <message>
        <source>The application does not accept this redirect address. Register http://localhost for it, as a public client.</source>
        <translation>L’application n’accepte pas cette adresse de redirection. Enregistrez http://localhost pour elle, comme client public.</translation>
    </message>
    <message>
        <source>The application serves one organisation only. Enter the identifier of that organisation in place of the domain, or register the application in this one.</source>
        <translation>L’application ne sert qu’une organisation. Saisissez l’identifiant de cette organisation à la place du domaine, ou enregistrez l’application dans celle-ci.</translation>
    </message>
    <message>
        <source>The application may not ask for this service here. Check that the organisation has a licence for Exchange Online, that the cloud is the right one, and that your own application has the permission.</source>
        <translation>L’application ne peut pas demander ce service ici. Vérifiez que l’organisation a une licence Exchange Online, que le cloud est le bon et que votre propre application a l’autorisation.</translation>
    </message>
    <message>
        <source>Microsoft does not let this application call that service. Register an application of your own and enter its identifier in the options.</source>
        <translation>Microsoft ne laisse pas cette application appeler ce service. Enregistrez votre propre application et saisissez son identifiant dans les options.</translation>
    </message>
    <message>
        <source>This organisation or this cloud does not know the application. Check its identifier in the options, or enter another one.</source>
        <translation>Cette organisation ou ce cloud ne connaît pas l’application. Vérifiez son identifiant dans les options, ou saisissez-en un autre.</translation>
    </message>
    <message>
        <source>The application is not registered as a public client. Turn on “Allow public client flows” in its registration, then retry.</source>
        <translation>L’application n’est pas enregistrée comme client public. Activez «&#xa0;Autoriser les flux de clients publics&#xa0;» dans son inscription, puis réessayez.</translation>
    </message>
    <message>
        <source>Organisations often block signing in with a code. Sign in with the browser of this PC instead.</source>
        <translation>Les organisations bloquent souvent la connexion par code. Connectez-vous avec le navigateur de ce poste.</translation>
    </message>
    <message>
        <source>This account is not assigned to the application. Have it assigned in Microsoft Entra, under Enterprise applications, then retry.</source>
        <translation>Ce compte n’est pas affecté à l’application. Faites-le affecter dans Microsoft Entra, sous Applications d’entreprise, puis réessayez.</translation>
    </message>
    <message>
        <source>The permission {scope} was refused on Microsoft’s page. Sign in again and accept it, or ask a tenant administrator to approve it.</source>
        <translation>L’autorisation {scope} a été refusée sur la page de Microsoft. Reconnectez-vous et acceptez-la, ou demandez à un administrateur du locataire de l’approuver.</translation>
    </message>
    <message>
        <source>The proxy of your company lets people into certain organisations only, and not into that of {domain}. Ask the network team to add it.</source>
        <translation>Le proxy de votre entreprise ne laisse entrer que dans certaines organisations, et pas dans celle de {domain}. Demandez à l’équipe réseau de l’ajouter.</translation>
    </message>
    <message>
        <source>The proxy on the way to {host} asks for a user name and a password. Enter them in the options, then retry.</source>
        <translation>Le proxy sur le chemin de {host} demande un nom d’utilisateur et un mot de passe. Saisissez-les dans les options, puis réessayez.</translation>
    </message>
    <message>
        <source>The proxy on the way to {host} does not answer. Check its name and port in the options, then retry.</source>
        <translation>Le proxy sur le chemin de {host} ne répond pas. Vérifiez son nom et son port dans les options, puis réessayez.</translation>
    </message>
    <message>
        <source>The organisation of {domain} does not know this account. Use an administrator account of that organisation.</source>
        <translation>L’organisation de {domain} ne connaît pas ce compte. Utilisez un compte d’administration de cette organisation.</translation>
    </message>
    <message>
        <source>This kind of account cannot sign in here. Use a work account of the organisation of {domain}.</source>
        <translation>Ce type de compte ne peut pas se connecter ici. Utilisez un compte professionnel de l’organisation de {domain}.</translation>
    </message>
    <message>
        <source>{domain} is neither a domain name nor the identifier of an organisation. Check what was typed, then retry.</source>
        <translation>{domain} n’est ni un nom de domaine ni l’identifiant d’une organisation. Vérifiez la saisie, puis réessayez.</translation>
    </message>
    <message>
        <source>No port of this PC is free for the browser to come back to. Sign in with a code, or close other programs and retry.</source>
        <translation>Aucun port de ce poste n’est libre pour le retour du navigateur. Connectez-vous avec un code, ou fermez d’autres programmes et réessayez.</translation>
    </message>
    <message>
        <source>The browser is not signed in to Microsoft. Start again and choose the account on Microsoft’s page.</source>
        <translation>Le navigateur n’est pas connecté à Microsoft. Recommencez et choisissez le compte sur la page de Microsoft.</translation>
    </message>
    <message>
        <source>Microsoft interrupted the sign-in with a question of its own. Repeat it.</source>
        <translation>Microsoft a interrompu la connexion par une question. Recommencez.</translation>
    </message>
    <message>
        <source>Microsoft saw too many sign-ins in a row. Wait a few minutes, then start again.</source>
        <translation>Microsoft a vu trop de connexions à la suite. Attendez quelques minutes, puis recommencez.</translation>
    </message>
    <message>
        <source>The answer of the browser was used already, perhaps fetched first by a virus scanner or an extension. Start the sign-in again.</source>
        <translation>La réponse du navigateur a déjà servi, peut-être lue d’abord par un antivirus ou une extension. Relancez la connexion.</translation>
    </message>
    <message>
        <source>Microsoft does not know this code. Ask for a new one.</source>
        <translation>Microsoft ne connaît pas ce code. Demandez-en un nouveau.</translation>
    </message>
    <message>
        <source>The code was not used in time. Ask for a new one.</source>
        <translation>Le code n’a pas servi à temps. Demandez-en un nouveau.</translation>
    </message>
    <message>
        <source>The program asked Microsoft for something it does not accept: a fault of the program. Start the sign-in again; if it happens again, copy the details and report them.</source>
        <translation>Le programme a demandé à Microsoft ce que Microsoft n’accepte pas&#xa0;: un défaut du programme. Relancez la connexion&#x202f;; si cela se répète, copiez les détails et signalez-les.</translation>
    </message>
    <message>
        <source>The organisation of {domain} is in another Microsoft cloud: {cloud}. Choose it in the options and sign in again.</source>
        <translation>L’organisation de {domain} se trouve dans un autre cloud Microsoft&#xa0;: {cloud}. Choisissez-le dans les options et reconnectez-vous.</translation>
    </message>
    <message>
        <source>Activate or obtain an application administrator role for {user}, sign in again, then retry.</source>
        <translation>Activez ou obtenez un rôle d’administrateur d’application pour {user}, reconnectez-vous, puis réessayez.</translation>
    </message>
    <message>
        <source>Use a compliant PC, or give the identifier below to your security team.</source>
        <translation>Utilisez un poste conforme, ou transmettez l’identifiant ci-dessous à l’équipe sécurité.</translation>
    </message>
    <message>
        <source>The device has to be registered or compliant. Use a PC your organisation manages, or ask for an exception with the identifier below.</source>
        <translation>L’appareil doit être inscrit ou conforme. Utilisez un poste géré par votre organisation, ou demandez une exception avec l’identifiant ci-dessous.</translation>
    </message>
    <message>
        <source>A rule of your organisation decides this. Give the identifier and the time below to your security team.</source>
        <translation>Une règle de votre organisation en décide ainsi. Transmettez l’identifiant et l’heure ci-dessous à l’équipe sécurité.</translation>
    </message>
    <message>
        <source>An answer of {host} does not match its encryption: something on the way changed it, and it was not used. Look for a proxy or a filter in between, or use https, then retry.</source>
        <translation>Une réponse de {host} ne correspond pas à son chiffrement&#xa0;: quelque chose l’a modifiée en chemin, et elle n’a pas été utilisée. Cherchez un proxy ou un filtre sur le trajet, ou utilisez https, puis réessayez.</translation>
    </message>
    <message>
        <source>This PC finds no address for {host}. Check the spelling, that it is the full name of the server, and the DNS or the VPN of this PC.</source>
        <translation>Ce poste ne trouve aucune adresse pour {host}. Vérifiez l’orthographe, qu’il s’agit du nom complet du serveur, et le DNS ou le VPN de ce poste.</translation>
    </message>
    <message>
        <source>{host} has an address, but nothing answers at port {port}. Check that the server and its web service (IIS) are running and that no firewall stands in between.</source>
        <translation>{host} a une adresse, mais rien ne répond sur le port {port}. Vérifiez que le serveur et son service web (IIS) sont démarrés et qu’aucun pare-feu ne s’interpose.</translation>
    </message>
    <message>
        <source>{host} answers at port {port}, but no TLS connection comes about. Check the HTTPS binding and its certificate in IIS, or connect over HTTP with Kerberos.</source>
        <translation>{host} répond sur le port {port}, mais la connexion TLS ne s’établit pas. Vérifiez la liaison HTTPS et son certificat dans IIS, ou connectez-vous en HTTP avec Kerberos.</translation>
    </message>
    <message>
        <source>{host} accepts the connection at port {port} and then gives no answer. Check that IIS and the Exchange services are running there, then retry.</source>
        <translation>{host} accepte la connexion sur le port {port}, puis ne donne aucune réponse. Vérifiez qu’IIS et les services Exchange y sont démarrés, puis réessayez.</translation>
    </message>
    <message>
        <source>{host} sent more than Exchange PowerShell ever does, or what cannot be unpacked, so this PC stopped reading. Check that this is the server’s own name and that nothing answers in its place.</source>
        <translation>{host} a envoyé plus que ne le fait jamais Exchange PowerShell, ou ce qui ne peut être décompressé&#x202f;; ce poste a donc cessé de lire. Vérifiez qu’il s’agit du nom propre du serveur et que rien ne répond à sa place.</translation>
    </message>
</context>
<context>
    <name>FailureFacts</name>
    <message>
        <source>Time (UTC): %1</source>
        <translation>Heure (UTC)&#xa0;: %1</translation>
    </message>
    <message>
        <source>Correlation identifier: %1</source>
        <translation>Identifiant de corrélation&#xa0;: %1</translation>
    </message>
    <message>
        <source>Request identifier: %1</source>
        <translation>Identifiant de la requête&#xa0;: %1</translation>
    </message>
    <message>
        <source>Microsoft’s page about it: %1</source>
        <translation>Page de Microsoft à ce sujet&#xa0;: %1</translation>
    </message>
    <message>
        <source>As received, not translated: %1</source>
        <translation>Tel que reçu, non traduit&#xa0;: %1</translation>
    </message>
    <message>
        <source>Microsoft asks to slow down; next try in {n} s</source>
        <translation>Microsoft demande de patienter&#x202f;; nouvel essai dans {n}&#xa0;s</translation>
    </message>
    <message>
        <source>The service is busy; next try in {n} s</source>
        <translation>Le service est occupé&#x202f;; nouvel essai dans {n}&#xa0;s</translation>
    </message>
</context>
<context>
    <name>FailureTitle</name>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>A file cannot be read or written</source>
        <translation>Un fichier ne peut pas être lu ou écrit</translation>
    </message>
    <message>
        <source>Exchange gave an unexpected answer</source>
        <translation>Exchange a donné une réponse inattendue</translation>
    </message>
    <message>
        <source>The sign-in ended with an unexpected answer</source>
        <translation>La connexion s’est terminée par une réponse inattendue</translation>
    </message>
    <message>
        <source>Microsoft Graph gave an unexpected answer</source>
        <translation>Microsoft Graph a donné une réponse inattendue</translation>
    </message>
    <message>
        <source>The Exchange server does not answer</source>
        <translation>Le serveur Exchange ne répond pas</translation>
    </message>
    <message>
        <source>This is not Exchange PowerShell</source>
        <translation>Ce n’est pas Exchange PowerShell</translation>
    </message>
    <message>
        <source>Exchange PowerShell fails on this server</source>
        <translation>Exchange PowerShell échoue sur ce serveur</translation>
    </message>
    <message>
        <source>This server accepts Kerberos only</source>
        <translation>Ce serveur n’accepte que Kerberos</translation>
    </message>
    <message>
        <source>The server refused this account</source>
        <translation>Le serveur a refusé ce compte</translation>
    </message>
    <message>
        <source>The certificate of the server is not trusted</source>
        <translation>Le certificat du serveur n’est pas approuvé</translation>
    </message>
    <message>
        <source>Too many Exchange sessions</source>
        <translation>Trop de sessions Exchange</translation>
    </message>
    <message>
        <source>This account has no Exchange role</source>
        <translation>Ce compte n’a aucun rôle Exchange</translation>
    </message>
    <message>
        <source>Some rights are missing</source>
        <translation>Il manque des droits</translation>
    </message>
    <message>
        <source>The clocks differ</source>
        <translation>Les horloges diffèrent</translation>
    </message>
    <message>
        <source>The session ended</source>
        <translation>La session a pris fin</translation>
    </message>
    <message>
        <source>Microsoft 365 cannot be reached</source>
        <translation>Microsoft 365 est injoignable</translation>
    </message>
    <message>
        <source>This is another organisation</source>
        <translation>C’est une autre organisation</translation>
    </message>
    <message>
        <source>A second factor is needed</source>
        <translation>Un second facteur est nécessaire</translation>
    </message>
    <message>
        <source>A security policy blocked the sign-in</source>
        <translation>Une stratégie de sécurité a bloqué la connexion</translation>
    </message>
    <message>
        <source>A permission is missing</source>
        <translation>Une autorisation manque</translation>
    </message>
    <message>
        <source>Your account may not change service applications</source>
        <translation>Votre compte ne peut pas modifier les applications de service</translation>
    </message>
    <message>
        <source>The application id was refused</source>
        <translation>L’identifiant d’application a été refusé</translation>
    </message>
    <message>
        <source>The sign-in was not finished</source>
        <translation>La connexion n’a pas été terminée</translation>
    </message>
    <message>
        <source>Microsoft asks to slow down</source>
        <translation>Microsoft demande de patienter</translation>
    </message>
    <message>
        <source>This Exchange version is too old</source>
        <translation>Cette version d’Exchange est trop ancienne</translation>
    </message>
    <message>
        <source>Several Exchange versions</source>
        <translation>Plusieurs versions d’Exchange</translation>
    </message>
    <message>
        <source>This version is out of support</source>
        <translation>Cette version n’est plus prise en charge</translation>
    </message>
    <message>
        <source>No usable domain</source>
        <translation>Aucun domaine utilisable</translation>
    </message>
    <message>
        <source>Directory synchronisation looks off</source>
        <translation>La synchronisation d’annuaire semble désactivée</translation>
    </message>
    <message>
        <source>This hybrid uses the Hybrid Agent</source>
        <translation>Cet hybride passe par l’agent hybride</translation>
    </message>
    <message>
        <source>OAuth is off on a virtual directory</source>
        <translation>OAuth est désactivé sur un répertoire virtuel</translation>
    </message>
    <message>
        <source>An external address is missing</source>
        <translation>Une adresse externe manque</translation>
    </message>
    <message>
        <source>A device in front of Exchange asks for a sign-in</source>
        <translation>Un équipement placé devant Exchange exige une connexion</translation>
    </message>
    <message>
        <source>Exchange does not trust Microsoft’s sign-in service</source>
        <translation>Exchange ne fait pas confiance au service de connexion Microsoft</translation>
    </message>
    <message>
        <source>Several authorization servers for one organisation</source>
        <translation>Plusieurs serveurs d’autorisation pour une organisation</translation>
    </message>
    <message>
        <source>The Exchange Online application is not active</source>
        <translation>L’application Exchange Online n’est pas active</translation>
    </message>
    <message>
        <source>The connector to Microsoft 365 is missing or disabled</source>
        <translation>Le connecteur vers Microsoft 365 est absent ou désactivé</translation>
    </message>
    <message>
        <source>Published addresses are not registered</source>
        <translation>Des adresses publiées ne sont pas déclarées</translation>
    </message>
    <message>
        <source>The dedicated hybrid application is not set up</source>
        <translation>L’application hybride dédiée n’est pas configurée</translation>
    </message>
    <message>
        <source>The name or the address is taken</source>
        <translation>Le nom ou l’adresse est déjà pris</translation>
    </message>
    <message>
        <source>The account is seen in address lists</source>
        <translation>Le compte apparaît dans les listes d’adresses</translation>
    </message>
    <message>
        <source>A management role is missing</source>
        <translation>Un rôle de gestion manque</translation>
    </message>
    <message>
        <source>Exchange may not create accounts here</source>
        <translation>Exchange ne peut pas créer de compte ici</translation>
    </message>
    <message>
        <source>Active Directory has not copied the change yet</source>
        <translation>Active Directory n’a pas encore répliqué la modification</translation>
    </message>
    <message>
        <source>An entry for this application exists</source>
        <translation>Une entrée existe pour cette application</translation>
    </message>
    <message>
        <source>Only the Skype application is set up</source>
        <translation>Seule l’application Skype est configurée</translation>
    </message>
    <message>
        <source>The application is not tied to its account</source>
        <translation>L’application n’est pas liée à son compte</translation>
    </message>
    <message>
        <source>Exchange has no Auth certificate</source>
        <translation>Exchange n’a pas de certificat d’autorisation</translation>
    </message>
    <message>
        <source>The certificate is missing on a server</source>
        <translation>Le certificat manque sur un serveur</translation>
    </message>
    <message>
        <source>The Auth certificate has expired</source>
        <translation>Le certificat d’autorisation a expiré</translation>
    </message>
    <message>
        <source>The Auth certificate expires soon</source>
        <translation>Le certificat d’autorisation expire bientôt</translation>
    </message>
    <message>
        <source>The new certificate is not active yet</source>
        <translation>Le nouveau certificat n’est pas encore actif</translation>
    </message>
    <message>
        <source>The certificate could not be read</source>
        <translation>Le certificat n’a pas pu être lu</translation>
    </message>
    <message>
        <source>The application does not exist in your tenant</source>
        <translation>L’application n’existe pas dans votre locataire</translation>
    </message>
    <message>
        <source>Existing keys could be lost</source>
        <translation>Des clés existantes pourraient être perdues</translation>
    </message>
    <message>
        <source>The certificate was not accepted</source>
        <translation>Le certificat n’a pas été accepté</translation>
    </message>
    <message>
        <source>The keys of this application are locked</source>
        <translation>Les clés de cette application sont verrouillées</translation>
    </message>
    <message>
        <source>A key remains on Exchange Online’s principal</source>
        <translation>Une clé subsiste sur le principal Exchange Online</translation>
    </message>
    <message>
        <source>Microsoft 365 does not know the certificate in use</source>
        <translation>Microsoft 365 ne connaît pas le certificat utilisé</translation>
    </message>
    <message>
        <source>The dates differ</source>
        <translation>Les dates diffèrent</translation>
    </message>
    <message>
        <source>Old keys remain</source>
        <translation>D’anciennes clés subsistent</translation>
    </message>
    <message>
        <source>Not visible yet</source>
        <translation>Pas encore visible</translation>
    </message>
    <message>
        <source>Something changed since the review</source>
        <translation>Quelque chose a changé depuis le récapitulatif</translation>
    </message>
    <message>
        <source>Exchange Online gave an unexpected answer</source>
        <translation>Exchange Online a donné une réponse inattendue</translation>
    </message>
    <message>
        <source>No valid Kerberos ticket</source>
        <translation>Aucun ticket Kerberos valable</translation>
    </message>
    <message>
        <source>The domain does not know this server name</source>
        <translation>Le domaine ne connaît pas ce nom de serveur</translation>
    </message>
    <message>
        <source>The domain of the account is not known</source>
        <translation>Le domaine du compte est inconnu</translation>
    </message>
    <message>
        <source>No domain controller answers</source>
        <translation>Aucun contrôleur de domaine ne répond</translation>
    </message>
    <message>
        <source>The server did not prove its identity</source>
        <translation>Le serveur n’a pas prouvé son identité</translation>
    </message>
    <message>
        <source>The account may not sign in now</source>
        <translation>Le compte ne peut pas se connecter en ce moment</translation>
    </message>
    <message>
        <source>This server offers basic authentication only</source>
        <translation>Ce serveur ne propose que l’authentification de base</translation>
    </message>
    <message>
        <source>A password is not sent without TLS</source>
        <translation>Un mot de passe n’est pas envoyé sans TLS</translation>
    </message>
    <message>
        <source>The server sends this session elsewhere</source>
        <translation>Le serveur renvoie cette session ailleurs</translation>
    </message>
    <message>
        <source>The server is limited to an old TLS</source>
        <translation>Le serveur est limité à une ancienne version de TLS</translation>
    </message>
    <message>
        <source>Your account may not manage Exchange Online</source>
        <translation>Votre compte ne peut pas gérer Exchange Online</translation>
    </message>
    <message>
        <source>Exchange Online cannot be managed from here</source>
        <translation>Exchange Online ne peut pas être géré d’ici</translation>
    </message>
    <message>
        <source>Not found in Exchange Online</source>
        <translation>Introuvable dans Exchange Online</translation>
    </message>
    <message>
        <source>It exists in Exchange Online already</source>
        <translation>Existe déjà dans Exchange Online</translation>
    </message>
    <message>
        <source>The connector is disabled</source>
        <translation>Le connecteur est désactivé</translation>
    </message>
    <message>
        <source>This is not the answer of Microsoft Graph</source>
        <translation>Ce n’est pas la réponse de Microsoft Graph</translation>
    </message>
    <message>
        <source>The answer is about another application</source>
        <translation>La réponse concerne une autre application</translation>
    </message>
    <message>
        <source>The answer lacks the values of the keys</source>
        <translation>Il manque la valeur des clés dans la réponse</translation>
    </message>
    <message>
        <source>Exchange opens no session for this account</source>
        <translation>Exchange n’ouvre aucune session pour ce compte</translation>
    </message>
    <message>
        <source>Exchange publishes another certificate</source>
        <translation>Exchange publie un autre certificat</translation>
    </message>
    <message>
        <source>Microsoft 365 did not add the application</source>
        <translation>Microsoft 365 n’a pas ajouté l’application</translation>
    </message>
    <message>
        <source>The new application does not show yet</source>
        <translation>La nouvelle application n’est pas encore visible</translation>
    </message>
    <message>
        <source>A policy of your tenant refuses the certificate</source>
        <translation>Une stratégie de votre locataire refuse le certificat</translation>
    </message>
    <message>
        <source>Many keys</source>
        <translation>Beaucoup de clés</translation>
    </message>
    <message>
        <source>A key of another product is gone</source>
        <translation>Une clé d’un autre produit a disparu</translation>
    </message>
    <message>
        <source>It is not known whether the keys were written</source>
        <translation>L’écriture des clés n’est pas certaine</translation>
    </message>
    <message>
        <source>The keys changed meanwhile</source>
        <translation>Les clés ont changé entre-temps</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Il n’y a rien à annuler</translation>
    </message>
    <message>
        <source>The keys have not been read</source>
        <translation>Les clés n’ont pas été lues</translation>
    </message>
    <message>
        <source>Microsoft 365 does not know the mailbox</source>
        <translation>Microsoft 365 ne connaît pas la boîte aux lettres</translation>
    </message>
    <message>
        <source>The organisation is not in this cloud</source>
        <translation>L’organisation n’est pas dans ce cloud</translation>
    </message>
    <message>
        <source>The account cannot sign in</source>
        <translation>Le compte ne peut pas se connecter</translation>
    </message>
    <message>
        <source>Microsoft’s sign-in service is busy</source>
        <translation>Le service de connexion de Microsoft est occupé</translation>
    </message>
    <message>
        <source>Signing in with a code is blocked</source>
        <translation>La connexion par code est bloquée</translation>
    </message>
    <message>
        <source>The account may not use this application</source>
        <translation>Le compte ne peut pas utiliser cette application</translation>
    </message>
    <message>
        <source>The proxy keeps this organisation out</source>
        <translation>Le proxy écarte cette organisation</translation>
    </message>
    <message>
        <source>The proxy asks for an account</source>
        <translation>Le proxy demande un compte</translation>
    </message>
    <message>
        <source>The proxy does not answer</source>
        <translation>Le proxy ne répond pas</translation>
    </message>
    <message>
        <source>The account belongs elsewhere</source>
        <translation>Le compte appartient à une autre organisation</translation>
    </message>
    <message>
        <source>The account is of another kind</source>
        <translation>Le compte est d’un autre type</translation>
    </message>
    <message>
        <source>This is no domain name</source>
        <translation>Ce n’est pas un nom de domaine</translation>
    </message>
    <message>
        <source>The code has expired</source>
        <translation>Le code a expiré</translation>
    </message>
    <message>
        <source>An answer was damaged on the way</source>
        <translation>Une réponse a été altérée en chemin</translation>
    </message>
    <message>
        <source>An answer is too large or unreadable</source>
        <translation>Une réponse est trop volumineuse ou illisible</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Find the server’s address</source>
        <translation>Trouver l’adresse du serveur</translation>
    </message>
    <message>
        <source>Reach the port</source>
        <translation>Joindre le port</translation>
    </message>
    <message>
        <source>Check the server’s certificate</source>
        <translation>Contrôler le certificat du serveur</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Open a PowerShell session</source>
        <translation>Ouvrir une session PowerShell</translation>
    </message>
    <message>
        <source>Check your Exchange roles</source>
        <translation>Contrôler vos rôles Exchange</translation>
    </message>
    <message>
        <source>Compare the clocks</source>
        <translation>Comparer les horloges</translation>
    </message>
    <message>
        <source>Read the organisation</source>
        <translation>Lire l’organisation</translation>
    </message>
    <message>
        <source>Find the Microsoft 365 organisation</source>
        <translation>Trouver l’organisation Microsoft 365</translation>
    </message>
    <message>
        <source>Sign in, in your browser</source>
        <translation>Se connecter, dans votre navigateur</translation>
    </message>
    <message>
        <source>Check the sign-in</source>
        <translation>Contrôler la connexion</translation>
    </message>
    <message>
        <source>Compare the domains with Exchange</source>
        <translation>Comparer les domaines avec Exchange</translation>
    </message>
    <message>
        <source>Exchange version</source>
        <translation>Version d’Exchange</translation>
    </message>
    <message>
        <source>Microsoft support</source>
        <translation>Prise en charge par Microsoft</translation>
    </message>
    <message>
        <source>Rights for every change</source>
        <translation>Droits pour chaque modification</translation>
    </message>
    <message>
        <source>Domain accepted here and verified in Microsoft 365</source>
        <translation>Domaine accepté ici et vérifié dans Microsoft 365</translation>
    </message>
    <message>
        <source>Hybrid routing domain</source>
        <translation>Domaine de routage hybride</translation>
    </message>
    <message>
        <source>Authorization certificate</source>
        <translation>Certificat d’autorisation</translation>
    </message>
    <message>
        <source>OAuth on EWS and Autodiscover</source>
        <translation>OAuth sur EWS et Autodiscover</translation>
    </message>
    <message>
        <source>Published addresses</source>
        <translation>Adresses publiées</translation>
    </message>
    <message>
        <source>Exchange offers OAuth at its published address</source>
        <translation>Exchange propose OAuth à son adresse publiée</translation>
    </message>
    <message>
        <source>Classic hybrid, without Hybrid Agent</source>
        <translation>Hybride classique, sans agent hybride</translation>
    </message>
    <message>
        <source>Service application in Microsoft Entra</source>
        <translation>Application de service dans Microsoft Entra</translation>
    </message>
    <message>
        <source>Authorization server for Microsoft’s access control service</source>
        <translation>Serveur d’autorisation du service de contrôle d’accès Microsoft</translation>
    </message>
    <message>
        <source>Authorization server for Microsoft Entra</source>
        <translation>Serveur d’autorisation de Microsoft Entra</translation>
    </message>
    <message>
        <source>Partner application “Exchange Online”</source>
        <translation>Application partenaire «&#xa0;Exchange Online&#xa0;»</translation>
    </message>
    <message>
        <source>Authorization configuration</source>
        <translation>Configuration d’autorisation</translation>
    </message>
    <message>
        <source>Keys of the Exchange Online service application</source>
        <translation>Clés de l’application de service Exchange Online</translation>
    </message>
    <message>
        <source>Host names registered in Microsoft 365</source>
        <translation>Noms d’hôte déclarés dans Microsoft 365</translation>
    </message>
    <message>
        <source>Connector from Exchange to Microsoft 365</source>
        <translation>Connecteur d’Exchange vers Microsoft 365</translation>
    </message>
    <message>
        <source>Connector from Microsoft 365 to Exchange</source>
        <translation>Connecteur de Microsoft 365 vers Exchange</translation>
    </message>
    <message>
        <source>Dedicated hybrid application</source>
        <translation>Application hybride dédiée</translation>
    </message>
    <message>
        <source>Look for an existing account</source>
        <translation>Chercher un compte existant</translation>
    </message>
    <message>
        <source>Create the mail user</source>
        <translation>Créer l’utilisateur de messagerie</translation>
    </message>
    <message>
        <source>Hide it from address lists</source>
        <translation>Le masquer dans les listes d’adresses</translation>
    </message>
    <message>
        <source>Assign the role {role}</source>
        <translation>Attribuer le rôle {role}</translation>
    </message>
    <message>
        <source>Read back on {dc}</source>
        <translation>Relire sur {dc}</translation>
    </message>
    <message>
        <source>Look for an existing application</source>
        <translation>Chercher une application existante</translation>
    </message>
    <message>
        <source>Create the partner application</source>
        <translation>Créer l’application partenaire</translation>
    </message>
    <message>
        <source>Enable it and link the account</source>
        <translation>L’activer et lier le compte</translation>
    </message>
    <message>
        <source>Read which certificate Exchange signs with</source>
        <translation>Lire quel certificat signe les jetons d’Exchange</translation>
    </message>
    <message>
        <source>Read it on {server}</source>
        <translation>Le lire sur {server}</translation>
    </message>
    <message>
        <source>Check the certificate</source>
        <translation>Contrôler le certificat</translation>
    </message>
    <message>
        <source>Look for the next certificate</source>
        <translation>Chercher le prochain certificat</translation>
    </message>
    <message>
        <source>Save the certificate file</source>
        <translation>Enregistrer le fichier du certificat</translation>
    </message>
    <message>
        <source>Read the keys of {name}</source>
        <translation>Lire les clés de {name}</translation>
    </message>
    <message>
        <source>Add the certificate to {name}</source>
        <translation>Ajouter le certificat à {name}</translation>
    </message>
    <message>
        <source>Read back the keys of {name}</source>
        <translation>Relire les clés de {name}</translation>
    </message>
    <message>
        <source>Exchange still signs with the same certificate</source>
        <translation>Exchange signe toujours avec le même certificat</translation>
    </message>
    <message>
        <source>The certificate is among the keys of {name}</source>
        <translation>Le certificat figure parmi les clés de {name}</translation>
    </message>
    <message>
        <source>The dates are the same</source>
        <translation>Les dates sont les mêmes</translation>
    </message>
    <message>
        <source>{name} is enabled</source>
        <translation>{name} est activée</translation>
    </message>
    <message>
        <source>No expired key remains</source>
        <translation>Aucune clé expirée ne subsiste</translation>
    </message>
    <message>
        <source>The account exists, hidden, with its two roles</source>
        <translation>Le compte existe, masqué, avec ses deux rôles</translation>
    </message>
    <message>
        <source>The partner application is enabled and linked</source>
        <translation>L’application partenaire est activée et liée</translation>
    </message>
    <message>
        <source>The certificate is on every server and valid long enough</source>
        <translation>Le certificat est sur chaque serveur et valable assez longtemps</translation>
    </message>
    <message>
        <source>Microsoft Entra holds the same certificate</source>
        <translation>Microsoft Entra détient le même certificat</translation>
    </message>
    <message>
        <source>Exchange and Microsoft 365 trust each other</source>
        <translation>Exchange et Microsoft 365 se font confiance</translation>
    </message>
    <message>
        <source>Exchange offers OAuth to your organisation</source>
        <translation>Exchange propose OAuth à votre organisation</translation>
    </message>
    <message>
        <source>Exchange publishes the same signing key</source>
        <translation>Exchange publie la même clé de signature</translation>
    </message>
    <message>
        <source>A voicemail greeting can be changed</source>
        <translation>Un message d’accueil de messagerie vocale se modifie</translation>
    </message>
    <message>
        <source>Conversation history of mobile clients is seen in Outlook</source>
        <translation>L’historique des conversations mobiles se voit dans Outlook</translation>
    </message>
    <message>
        <source>Archived messages are found in Purges</source>
        <translation>Des messages archivés se trouvent dans Purges</translation>
    </message>
    <message>
        <source>The OAuth traffic looks as expected</source>
        <translation>Le trafic OAuth a l’aspect attendu</translation>
    </message>
    <message>
        <source>Ask how the server lets people sign in</source>
        <translation>Demander comment le serveur laisse se connecter</translation>
    </message>
    <message>
        <source>Addresses the Hybrid Configuration Wizard left in Microsoft 365</source>
        <translation>Adresses laissées dans Microsoft 365 par l’Assistant Configuration hybride</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Fichier du certificat</translation>
    </message>
    <message>
        <source>Request to send to Microsoft Graph</source>
        <translation>Requête à envoyer à Microsoft Graph</translation>
    </message>
    <message>
        <source>PowerShell script</source>
        <translation>Script PowerShell</translation>
    </message>
    <message>
        <source>Instructions for the other operator</source>
        <translation>Consignes pour l’autre personne</translation>
    </message>
    <message>
        <source>Get through the proxy</source>
        <translation>Traverser le proxy</translation>
    </message>
    <message>
        <source>Sign in with a code, on any device</source>
        <translation>Se connecter avec un code, sur n’importe quel appareil</translation>
    </message>
    <message>
        <source>Sign in to Exchange Online</source>
        <translation>Se connecter à Exchange Online</translation>
    </message>
    <message>
        <source>Look for a dedicated hybrid application</source>
        <translation>Chercher une application hybride dédiée</translation>
    </message>
    <message>
        <source>The exported file holds this certificate</source>
        <translation>Le fichier exporté contient ce certificat</translation>
    </message>
    <message>
        <source>Every server holds it</source>
        <translation>Chaque serveur le possède</translation>
    </message>
    <message>
        <source>Exchange publishes it</source>
        <translation>Exchange le publie</translation>
    </message>
    <message>
        <source>Remove keys of {name}</source>
        <translation>Retirer des clés de {name}</translation>
    </message>
    <message>
        <source>Remove our key from {name}</source>
        <translation>Retirer notre clé de {name}</translation>
    </message>
    <message>
        <source>Check the rights in Exchange Online</source>
        <translation>Vérifier les droits dans Exchange Online</translation>
    </message>
    <message>
        <source>Exchange Online gave a warning</source>
        <translation>Exchange Online a donné un avertissement</translation>
    </message>
    <message>
        <source>Request to be completed before it is sent</source>
        <translation>Requête à compléter avant de l’envoyer</translation>
    </message>
    <message>
        <source>Connectivity test from Microsoft 365 to Exchange</source>
        <translation>Test de connectivité de Microsoft 365 vers Exchange</translation>
    </message>
</context>
<context>
    <name>FindingDetail</name>
    <message>
        <source>{host}</source>
        <translation>{host}</translation>
    </message>
    <message>
        <source>{host}, port {port}</source>
        <translation>{host}, port {port}</translation>
    </message>
    <message>
        <source>Trusted, issued by {issuer}</source>
        <translation>Approuvé, émis par {issuer}</translation>
    </message>
    <message>
        <source>{server}, PowerShell {version}</source>
        <translation>{server}, PowerShell {version}</translation>
    </message>
    <message>
        <source>All {n} cmdlets of the procedure are available</source>
        <translation>Les {n} cmdlets de la procédure sont disponibles</translation>
    </message>
    <message>
        <source>Difference of {seconds} s</source>
        <translation>Écart de {seconds} s</translation>
    </message>
    <message>
        <source>The server did not tell its time</source>
        <translation>Le serveur n’a pas indiqué son heure</translation>
    </message>
    <message>
        <source>{organization}, {version}, servers: {servers}</source>
        <translation>{organization}, {version}, serveurs&#xa0;: {servers}</translation>
    </message>
    <message>
        <source>Organisation {id}</source>
        <translation>Organisation {id}</translation>
    </message>
    <message>
        <source>Finish in the browser window that has just opened</source>
        <translation>Terminez dans la fenêtre du navigateur qui vient de s’ouvrir</translation>
    </message>
    <message>
        <source>{user}</source>
        <translation>{user}</translation>
    </message>
    <message>
        <source>{tenant}, {n} verified domains</source>
        <translation>{tenant}, {n} domaines vérifiés</translation>
    </message>
    <message>
        <source>In common: {list}</source>
        <translation>En commun&#xa0;: {list}</translation>
    </message>
    <message>
        <source>Connect to Exchange first to compare</source>
        <translation>Connectez-vous d’abord à Exchange pour comparer</translation>
    </message>
    <message>
        <source>{list}</source>
        <translation>{list}</translation>
    </message>
    <message>
        <source>All cmdlets and parameters are available</source>
        <translation>Toutes les cmdlets et tous les paramètres sont disponibles</translation>
    </message>
    <message>
        <source>{domain}</source>
        <translation>{domain}</translation>
    </message>
    <message>
        <source>{thumbprint}, until {date}</source>
        <translation>{thumbprint}, jusqu’au {date}</translation>
    </message>
    <message>
        <source>On for {n} virtual directories</source>
        <translation>Activé sur {n} répertoires virtuels</translation>
    </message>
    <message>
        <source>{url} answers 401 with a Bearer challenge for your organisation</source>
        <translation>{url} répond 401 avec une demande Bearer pour votre organisation</translation>
    </message>
    <message>
        <source>{url} cannot be reached from this PC</source>
        <translation>{url} est injoignable depuis ce poste</translation>
    </message>
    <message>
        <source>Direct publication</source>
        <translation>Publication directe</translation>
    </message>
    <message>
        <source>{name}, keys: {n}</source>
        <translation>{name}, clés&#xa0;: {n}</translation>
    </message>
    <message>
        <source>{name}, enabled</source>
        <translation>{name}, activé</translation>
    </message>
    <message>
        <source>Enabled, linked to {account}</source>
        <translation>Activée, liée à {account}</translation>
    </message>
    <message>
        <source>Service name and realm are as expected</source>
        <translation>Nom de service et domaine d’authentification (realm) conformes</translation>
    </message>
    <message>
        <source>Service name or realm differs: {detail}</source>
        <translation>Le nom de service ou le domaine d’authentification (realm) diffère&#xa0;: {detail}</translation>
    </message>
    <message>
        <source>No key of Exchange; nothing is added here</source>
        <translation>Aucune clé d’Exchange&#x202f;; rien n’est ajouté ici</translation>
    </message>
    <message>
        <source>{name} serves {domain}</source>
        <translation>{name} dessert {domain}</translation>
    </message>
    <message>
        <source>{name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>{found}</source>
        <translation>{found}</translation>
    </message>
    <message>
        <source>{address}</source>
        <translation>{address}</translation>
    </message>
    <message>
        <source>It exists already</source>
        <translation>Il existe déjà</translation>
    </message>
    <message>
        <source>It is hidden already</source>
        <translation>Il est déjà masqué</translation>
    </message>
    <message>
        <source>The account has it already</source>
        <translation>Le compte l’a déjà</translation>
    </message>
    <message>
        <source>{identity}</source>
        <translation>{identity}</translation>
    </message>
    <message>
        <source>The application exists already</source>
        <translation>Elle existe déjà</translation>
    </message>
    <message>
        <source>It is right already</source>
        <translation>Elle est déjà correcte</translation>
    </message>
    <message>
        <source>{name}, linked to {account}</source>
        <translation>{name}, liée à {account}</translation>
    </message>
    <message>
        <source>{thumbprint}</source>
        <translation>{thumbprint}</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Présent</translation>
    </message>
    <message>
        <source>Public part only, valid until {date} ({n} days)</source>
        <translation>Partie publique seulement, valable jusqu’au {date} ({n} jours)</translation>
    </message>
    <message>
        <source>None is prepared</source>
        <translation>Aucun n’est préparé</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>No file was asked for</source>
        <translation>Aucun fichier n’a été demandé</translation>
    </message>
    <message>
        <source>Kept: {kept}, expired: {expired}</source>
        <translation>Conservées&#xa0;: {kept}, expirées&#xa0;: {expired}</translation>
    </message>
    <message>
        <source>It is there already</source>
        <translation>Il y est déjà</translation>
    </message>
    <message>
        <source>All keys are there: {n}</source>
        <translation>Toutes les clés sont là&#xa0;: {n}</translation>
    </message>
    <message>
        <source>{from} to {to} (UTC)</source>
        <translation>{from} à {to} (UTC)</translation>
    </message>
    <message>
        <source>This service application is disabled in your tenant; nothing works until it is enabled</source>
        <translation>Cette application de service est désactivée dans votre locataire&#x202f;; rien ne marche tant qu’elle ne l’est pas</translation>
    </message>
    <message>
        <source>{identity}, read on {dc}</source>
        <translation>{identity}, lu sur {dc}</translation>
    </message>
    <message>
        <source>{thumbprint}, until {date} ({n} days)</source>
        <translation>{thumbprint}, jusqu’au {date} ({n} jours)</translation>
    </message>
    <message>
        <source>{thumbprint}, same dates</source>
        <translation>{thumbprint}, mêmes dates</translation>
    </message>
    <message>
        <source>Authorization servers, application, connector and host names are right</source>
        <translation>Serveurs d’autorisation, application, connecteur et noms d’hôte sont corrects</translation>
    </message>
    <message>
        <source>{url} answers 401 Bearer and names your organisation; tested from this PC, not from the Internet</source>
        <translation>{url} répond 401 Bearer et nomme votre organisation&#x202f;; testé depuis ce poste, pas depuis Internet</translation>
    </message>
    <message>
        <source>{url} publishes {thumbprint}</source>
        <translation>{url} publie {thumbprint}</translation>
    </message>
    <message>
        <source>Set an out-of-office greeting, call the mailbox and say whether you hear it</source>
        <translation>Réglez un message d’accueil d’absence, appelez la boîte et dites si vous l’entendez</translation>
    </message>
    <message>
        <source>Chat from a mobile client, then look in the Conversation History folder of Outlook</source>
        <translation>Conversez depuis un client mobile, puis regardez le dossier Historique des conversations dans Outlook</translation>
    </message>
    <message>
        <source>Only where archiving is expected: send a test message and look for it in Purges</source>
        <translation>Seulement si l’archivage est attendu&#xa0;: envoyez un message de test et cherchez-le dans Purges</translation>
    </message>
    <message>
        <source>Look for a token naming {appId} in the traffic of Exchange</source>
        <translation>Cherchez un jeton qui nomme {appId} dans le trafic d’Exchange</translation>
    </message>
    <message>
        <source>{who}, {date}</source>
        <translation>{who}, {date}</translation>
    </message>
    <message>
        <source>{who} says no, {date}</source>
        <translation>{who} dit non, {date}</translation>
    </message>
    <message>
        <source>{who} says no, {date}: an empty folder alone proves nothing</source>
        <translation>{who} dit non, {date}&#xa0;: un dossier vide ne prouve rien à lui seul</translation>
    </message>
    <message>
        <source>Difference of {seconds} s: set the clocks before they differ by more</source>
        <translation>Écart de {seconds} s&#xa0;: réglez les horloges avant qu’il ne grandisse</translation>
    </message>
    <message>
        <source>{name} is disabled in your tenant; nothing works until it is enabled</source>
        <translation>{name} est désactivée dans votre locataire&#x202f;; rien ne marche tant qu’elle ne l’est pas</translation>
    </message>
    <message>
        <source>Something could not be read or is not as expected; see what was read</source>
        <translation>Un élément n’a pas pu être lu ou n’est pas conforme&#x202f;; voyez ce qui a été lu</translation>
    </message>
    <message>
        <source>Accepted by you, for this server only</source>
        <translation>Accepté par vous, pour ce serveur seulement</translation>
    </message>
    <message>
        <source>Plain HTTP: Kerberos encrypts the messages themselves</source>
        <translation>HTTP simple&#xa0;: Kerberos chiffre les messages eux-mêmes</translation>
    </message>
    <message>
        <source>The session of this PC, {scheme}</source>
        <translation>La session de ce PC, {scheme}</translation>
    </message>
    <message>
        <source>{user}, {scheme}</source>
        <translation>{user}, {scheme}</translation>
    </message>
    <message>
        <source>{name} serves {domain} and leads to {url}</source>
        <translation>{name} dessert {domain} et mène à {url}</translation>
    </message>
    <message>
        <source>{name} serves {domain}, but leads to {url}, which Exchange does not publish</source>
        <translation>{name} dessert {domain}, mais mène à {url}, qu’Exchange ne publie pas</translation>
    </message>
    <message>
        <source>{url}, for {list}</source>
        <translation>{url}, pour {list}</translation>
    </message>
    <message>
        <source>The Hybrid Configuration Wizard left none</source>
        <translation>L’Assistant Configuration hybride n’en a laissé aucune</translation>
    </message>
    <message>
        <source>{proxy}</source>
        <translation>{proxy}</translation>
    </message>
    <message>
        <source>Type the code on the page shown, on any device</source>
        <translation>Saisissez le code sur la page indiquée, depuis n’importe quel appareil</translation>
    </message>
    <message>
        <source>Your browser mostly answers by itself</source>
        <translation>Votre navigateur répond le plus souvent de lui-même</translation>
    </message>
    <message>
        <source>{user} is a guest in this organisation. Check that it is the right one before you go on</source>
        <translation>{user} est un compte invité dans cette organisation. Vérifiez que c’est la bonne avant de continuer</translation>
    </message>
    <message>
        <source>There is none</source>
        <translation>Il n’y en a pas</translation>
    </message>
    <message>
        <source>{list} exists: calls from Exchange to Exchange Online need no key on the shared principal</source>
        <translation>{list} existe&#xa0;: les appels d’Exchange vers Exchange Online n’ont pas besoin de clé sur le principal partagé</translation>
    </message>
    <message>
        <source>Not every server could be asked</source>
        <translation>Certains serveurs n’ont pas pu être interrogés</translation>
    </message>
    <message>
        <source>{url}</source>
        <translation>{url}</translation>
    </message>
    <message>
        <source>The published address cannot be read from this PC</source>
        <translation>L’adresse publiée ne peut pas être lue depuis ce poste</translation>
    </message>
    <message>
        <source>Ours: {n}, others that stay: {kept}</source>
        <translation>Les nôtres&#xa0;: {n}, celles d’autres produits qui restent&#xa0;: {kept}</translation>
    </message>
    <message>
        <source>Nothing of ours is left there</source>
        <translation>Rien de nous n’y subsiste</translation>
    </message>
    <message>
        <source>Removed: {n}</source>
        <translation>Retirées&#xa0;: {n}</translation>
    </message>
    <message>
        <source>All others are there: {n}</source>
        <translation>Toutes les autres sont là&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Your account may not read the applications of the tenant</source>
        <translation>Votre compte ne peut pas lire les applications du locataire</translation>
    </message>
    <message>
        <source>Read again until it shows; next reading in {n} s</source>
        <translation>Relue jusqu’à ce qu’elle soit visible&#x202f;; prochaine lecture dans {n}&#xa0;s</translation>
    </message>
    <message>
        <source>The connectors can be read</source>
        <translation>Les connecteurs peuvent être lus</translation>
    </message>
    <message>
        <source>Accepted by Exchange: {list}. Whether Microsoft 365 has verified them shows only after signing in</source>
        <translation>Acceptés par Exchange&#xa0;: {list}. Que Microsoft 365 les ait vérifiés ne se voit qu’après connexion</translation>
    </message>
    <message>
        <source>Sign in to Exchange Online on page 3, or run the commands in a PowerShell window</source>
        <translation>Connectez-vous à Exchange Online sur la page 3, ou exécutez les commandes dans une fenêtre PowerShell</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>Sign in to Exchange Online on page 3 and name a mailbox above, or run the commands in a PowerShell window</source>
        <translation>Connectez-vous à Exchange Online sur la page 3 et indiquez une boîte aux lettres ci-dessus, ou exécutez les commandes dans une fenêtre PowerShell</translation>
    </message>
    <message>
        <source>Microsoft 365 signed in at {url} for {mailbox}</source>
        <translation>Microsoft 365 s’est connecté à {url} pour {mailbox}</translation>
    </message>
    <message>
        <source>The test at {url} for {mailbox} ended with “{result}”; read what it logged in the report</source>
        <translation>Le test de {url} pour {mailbox} s’est terminé par «&#xa0;{result}&#xa0;»&#x202f;; lisez son journal dans le rapport</translation>
    </message>
    <message>
        <source>Microsoft 365 could not sign in at {url} for {mailbox}: {result}. What it logged is in the report</source>
        <translation>Microsoft 365 n’a pas pu se connecter à {url} pour {mailbox}&#xa0;: {result}. Son journal est dans le rapport</translation>
    </message>
    <message>
        <source>The cmdlets are there, but their parameters could not be listed: {list}</source>
        <translation>Les cmdlets sont présentes, mais leurs paramètres n’ont pas pu être listés&#xa0;: {list}</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1&#xa0;s</source>
        <extracomment>A duration in seconds, with a no-break space</extracomment>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1&#xa0;min %2&#xa0;s</source>
        <extracomment>A duration in minutes and seconds, with no-break spaces</extracomment>
        <translation>%1&#xa0;min %2&#xa0;s</translation>
    </message>
    <message>
        <source>d MMMM yyyy, HH:mm</source>
        <extracomment>A QLocale date and time format</extracomment>
        <translation>d MMMM yyyy &apos;à&apos; H&#xa0;&apos;h&apos;&#xa0;mm</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <extracomment>A QLocale date format</extracomment>
        <translation>d MMMM yyyy</translation>
    </message>
</context>
<context>
    <name>OfflineFiles</name>
    <message>
        <source>Adds the authorization certificate of Exchange Server to the service applications listed below.</source>
        <translation>Ajoute le certificat d’autorisation d’Exchange Server aux applications de service listées ci-dessous.</translation>
    </message>
    <message>
        <source>Reads the keys first, keeps every valid one, writes only what is missing and reads back. Add -WhatIf to write nothing.</source>
        <translation>Lit d’abord les clés, garde toutes celles qui sont valides, n’écrit que ce qui manque, puis relit. Ajoutez -WhatIf pour ne rien écrire.</translation>
    </message>
    <message>
        <source>Needs one module: Install-Module Microsoft.Graph.Authentication -Scope CurrentUser</source>
        <translation>Un seul module est nécessaire&#xa0;: Install-Module Microsoft.Graph.Authentication -Scope CurrentUser</translation>
    </message>
    <message>
        <source>Needs an administrator of applications in Microsoft Entra.</source>
        <translation>À exécuter avec un compte qui administre les applications dans Microsoft Entra.</translation>
    </message>
    <message>
        <source>{appId}: the application cannot be read in this tenant.</source>
        <translation>{appId}&#xa0;: l’application ne peut pas être lue dans ce locataire.</translation>
    </message>
    <message>
        <source>{appId}: the certificate is there already, nothing to do.</source>
        <translation>{appId}&#xa0;: le certificat est déjà présent, rien à faire.</translation>
    </message>
    <message>
        <source>{appId}: a key that must be kept cannot be read back completely. Nothing was written.</source>
        <translation>{appId}&#xa0;: une clé à conserver ne peut pas être relue entièrement. Rien n’a été écrit.</translation>
    </message>
    <message>
        <source>{appId}: somebody else changed the keys at the same moment. Nothing was written; run the script again.</source>
        <translation>{appId}&#xa0;: quelqu’un d’autre a modifié les clés au même moment. Rien n’a été écrit&#x202f;; relancez le script.</translation>
    </message>
    <message>
        <source>{appId}: expired keys that go: {n}.</source>
        <translation>{appId}&#xa0;: clés expirées retirées&#xa0;: {n}.</translation>
    </message>
    <message>
        <source>{appId}: written.</source>
        <translation>{appId}&#xa0;: écrit.</translation>
    </message>
    <message>
        <source>{appId}: read back, every key is there.</source>
        <translation>{appId}&#xa0;: relu, toutes les clés sont présentes.</translation>
    </message>
    <message>
        <source>{appId}: accepted, but not all keys show yet. Run the script again in a few minutes.</source>
        <translation>{appId}&#xa0;: accepté, mais toutes les clés ne sont pas encore visibles. Relancez le script dans quelques minutes.</translation>
    </message>
    <message>
        <source>Adding the authorization certificate of Exchange Server to Microsoft Entra</source>
        <translation>Ajout du certificat d’autorisation d’Exchange Server dans Microsoft Entra</translation>
    </message>
    <message>
        <source>OAuthCert.cer holds the public part of the certificate only. OAuthCert-next.cer, when it is there, holds the next certificate.</source>
        <translation>OAuthCert.cer ne contient que la partie publique du certificat. OAuthCert-next.cer, s’il est présent, contient le certificat suivant.</translation>
    </message>
    <message>
        <source>Without PowerShell: send {file} as it is, with the scope Application.ReadWrite.All:</source>
        <translation>Sans PowerShell&#xa0;: envoyez {file} tel quel, avec l’autorisation Application.ReadWrite.All&#xa0;:</translation>
    </message>
    <message>
        <source>The request replaces the whole list of keys. The file holds the valid keys that were read ({n}) and the new ones. If the reading request below shows others, do not send it: load the new answer in the wizard and save the files again.</source>
        <translation>La requête remplace toute la liste des clés. Le fichier contient les clés valides qui ont été lues ({n}) et les nouvelles. Si la requête de lecture ci-dessous en montre d’autres, ne l’envoyez pas&#xa0;: chargez la nouvelle réponse dans l’assistant et enregistrez de nouveau les fichiers.</translation>
    </message>
    <message>
        <source>Afterwards send this request and load its answer in step 6 of the wizard:</source>
        <translation>Envoyez ensuite cette requête et chargez sa réponse à l’étape 6 de l’assistant&#xa0;:</translation>
    </message>
    <message>
        <source>With PowerShell: run upload-certificate.ps1. It reads the keys that are there, keeps them, and saves read-back.json, the answer to load in step 6 of the wizard.</source>
        <translation>Avec PowerShell&#xa0;: exécutez upload-certificate.ps1. Il lit les clés présentes, les garde, et enregistre read-back.json, la réponse à charger à l’étape 6 de l’assistant.</translation>
    </message>
    <message>
        <source>Without PowerShell: the keys that are there are not known here, so no request could be written that is safe to send. Complete {file} first, then send it with the scope Application.ReadWrite.All:</source>
        <translation>Sans PowerShell&#xa0;: les clés présentes ne sont pas connues ici, aucune requête sûre n’a donc pu être écrite. Complétez d’abord {file}, puis envoyez-la avec l’étendue Application.ReadWrite.All&#xa0;:</translation>
    </message>
    <message>
        <source>The request replaces the whole list of keys: whatever is not in it is deleted. First send the reading request below. Put one entry for each valid key it shows in the place marked in {file}, with its type, its usage and its key, and nothing else; leave expired ones out, and delete the words around. If a key comes without its value, do not send anything.</source>
        <translation>La requête remplace toute la liste des clés&#xa0;: ce qui n’y est pas est supprimé. Envoyez d’abord la requête de lecture ci-dessous. Mettez une entrée par clé valide qu’elle montre à l’endroit marqué dans {file}, avec type, usage et key, et rien d’autre&#x202f;; laissez de côté les clés expirées et supprimez les mots autour. Si une clé arrive sans sa valeur, n’envoyez rien.</translation>
    </message>
    <message>
        <source>DO NOT SEND THIS AS IT IS: it would delete the keys of other products from {name}. Complete it as instructions.txt says, then delete this line.</source>
        <translation>NE PAS ENVOYER TEL QUEL&#xa0;: les clés des autres produits seraient supprimées de {name}. Complétez ce fichier comme le dit instructions.txt, puis supprimez cette ligne.</translation>
    </message>
    <message>
        <source>Replace this line by one entry for each valid key that is there already, separated by commas; if there is none, delete it and the comma below.</source>
        <translation>Remplacez cette ligne par une entrée pour chaque clé valide déjà présente, séparées par des virgules&#x202f;; s’il n’y en a aucune, supprimez-la avec la virgule qui suit.</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Setup report: Exchange Server and Skype for Business Online</source>
        <translation>Rapport de configuration&#xa0;: Exchange Server et Skype Entreprise Online</translation>
    </message>
    <message>
        <source>Verification report: Exchange Server and Skype for Business Online</source>
        <translation>Rapport de vérification&#xa0;: Exchange Server et Skype Entreprise Online</translation>
    </message>
    <message>
        <source>Complete: everything below was read back from the servers</source>
        <translation>Complet&#xa0;: tout ce qui suit a été relu sur les serveurs</translation>
    </message>
    <message>
        <source>Partial: some steps or checks are still open</source>
        <translation>Partiel&#xa0;: des étapes ou des contrôles restent ouverts</translation>
    </message>
    <message>
        <source>Failed: a step or a check did not succeed</source>
        <translation>Échec&#xa0;: une étape ou un contrôle n’a pas réussi</translation>
    </message>
    <message>
        <source>Exchange Server:</source>
        <translation>Exchange Server&#xa0;:</translation>
    </message>
    <message>
        <source>Microsoft 365:</source>
        <translation>Microsoft 365&#xa0;:</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Produit par</translation>
    </message>
    <message>
        <source>The six steps</source>
        <translation>Les six étapes</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifications</translation>
    </message>
    <message>
        <source>This run changed nothing.</source>
        <translation>Cette exécution n’a rien modifié.</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Contrôle</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>Ce qui a été lu</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avertissements</translation>
    </message>
    <message>
        <source>Dates to remember</source>
        <translation>Dates à retenir</translation>
    </message>
    <message>
        <source>The authorization certificate ends on</source>
        <translation>Le certificat d’autorisation se termine le</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Check the trust between Exchange and Microsoft 365</source>
        <translation>Contrôler la confiance entre Exchange et Microsoft 365</translation>
    </message>
    <message>
        <source>OAuth trust</source>
        <translation>Confiance OAuth</translation>
    </message>
    <message>
        <source>Check the trust</source>
        <translation>Contrôler la confiance</translation>
    </message>
    <message>
        <source>Create the account of the application</source>
        <translation>Créer le compte de l’application</translation>
    </message>
    <message>
        <source>Application account</source>
        <translation>Compte de l’application</translation>
    </message>
    <message>
        <source>This hidden account carries the rights Skype for Business Online will use in Exchange.</source>
        <translation>Ce compte masqué porte les droits que Skype Entreprise Online exercera dans Exchange.</translation>
    </message>
    <message>
        <source>Create the account</source>
        <translation>Créer le compte</translation>
    </message>
    <message>
        <source>Create the partner application</source>
        <translation>Créer l’application partenaire</translation>
    </message>
    <message>
        <source>Partner application</source>
        <translation>Application partenaire</translation>
    </message>
    <message>
        <source>It tells Exchange which application the tokens speak for, and which account stands for it.</source>
        <translation>Elle indique à Exchange pour quelle application parlent les jetons et quel compte la représente.</translation>
    </message>
    <message>
        <source>Create the application</source>
        <translation>Créer l’application</translation>
    </message>
    <message>
        <source>Export the authorization certificate</source>
        <translation>Exporter le certificat d’autorisation</translation>
    </message>
    <message>
        <source>Export the certificate</source>
        <translation>Exporter le certificat</translation>
    </message>
    <message>
        <source>Exchange signs with this certificate. Only its public part is read; the private key never leaves the server.</source>
        <translation>Exchange signe avec ce certificat. Seule sa partie publique est lue&#x202f;; la clé privée ne quitte jamais le serveur.</translation>
    </message>
    <message>
        <source>Upload the certificate to Microsoft Entra</source>
        <translation>Charger le certificat dans Microsoft Entra</translation>
    </message>
    <message>
        <source>Upload the certificate</source>
        <translation>Charger le certificat</translation>
    </message>
    <message>
        <source>The keys of other products are kept. Expired keys have to go: Microsoft Entra refuses a list that holds one.</source>
        <translation>Les clés d’autres produits sont conservées. Les clés expirées doivent partir&#xa0;: Microsoft Entra refuse une liste qui en contient.</translation>
    </message>
    <message>
        <source>Check the upload</source>
        <translation>Contrôler le chargement</translation>
    </message>
    <message>
        <source>The certificate of Exchange and the key in Microsoft Entra are compared, byte by byte and date by date.</source>
        <translation>Le certificat d’Exchange et la clé dans Microsoft Entra sont comparés, octet par octet et date par date.</translation>
    </message>
    <message>
        <source>Exchange and Microsoft 365 must accept each other’s tokens. Only the connector in Exchange Online can be mended here.</source>
        <translation>Exchange et Microsoft 365 doivent accepter leurs jetons l’un de l’autre. Seul le connecteur d’Exchange Online peut être réparé ici.</translation>
    </message>
    <message>
        <source>Set up the connector</source>
        <translation>Configurer le connecteur</translation>
    </message>
</context>
<context>
    <name>StepStatus</name>
    <message>
        <source>To do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Already done</source>
        <translation>Déjà fait</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ignoré</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>Simulé</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Transmis</translation>
    </message>
    <message>
        <source>Done by another operator, as the answer brought back shows</source>
        <translation>Fait par une autre personne, comme le montre la réponse rapportée</translation>
    </message>
    <message>
        <source>Another operator does it with the saved files</source>
        <translation>Une autre personne s’en charge avec les fichiers enregistrés</translation>
    </message>
    <message>
        <source>The keys are judged from the answer of another operator</source>
        <translation>Les clés sont jugées d’après la réponse d’une autre personne</translation>
    </message>
</context>
<context>
    <name>TaskVerdict</name>
    <message>
        <source>To do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>À confirmer</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Rien à faire</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>Non testé</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ignoré</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::BroughtBack</name>
    <message>
        <source>Judge an answer brought back</source>
        <translation>Contrôler une réponse rapportée</translation>
    </message>
    <message>
        <source>Answer of the other operator</source>
        <translation>Réponse de l’autre personne</translation>
    </message>
    <message>
        <source>The answer proves the upload</source>
        <translation>La réponse prouve le chargement</translation>
    </message>
    <message>
        <source>Every application holds every certificate, with its dates.</source>
        <translation>Chaque application détient chaque certificat, avec ses dates.</translation>
    </message>
    <message>
        <source>The other operator sends back what Microsoft Graph answered, as JSON. Open the file, or copy the text and paste it here.</source>
        <translation>L’autre personne renvoie la réponse de Microsoft Graph, au format JSON. Ouvrez le fichier, ou copiez le texte et collez-le ici.</translation>
    </message>
    <message>
        <source>Open the fi&amp;le…</source>
        <translation>Ou&amp;vrir le fichier…</translation>
    </message>
    <message>
        <source>P&amp;aste</source>
        <translation>C&amp;oller</translation>
    </message>
    <message>
        <source>What the answer says</source>
        <translation>Ce que dit la réponse</translation>
    </message>
    <message>
        <source>JSON files (*.json *.txt)</source>
        <translation>Fichiers JSON (*.json *.txt)</translation>
    </message>
    <message>
        <source>The answer proves the upload, with a point to read</source>
        <translation>La réponse prouve le chargement, avec un point à lire</translation>
    </message>
    <message>
        <source>Every application holds every certificate. The lines marked “Attention” say what differs.</source>
        <translation>Chaque application contient chaque certificat. Les lignes marquées «&#xa0;Attention&#xa0;» disent ce qui diffère.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::ChangeRow</name>
    <message>
        <source>%1. Before: %2. After: %3.</source>
        <translation>%1. Avant&#xa0;: %2. Après&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The keys, one by one</source>
        <translation>Les clés, une par une</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::CommandBlock</name>
    <message>
        <source>Copy the commands</source>
        <translation>Copier les commandes</translation>
    </message>
    <message>
        <source>Hide the commands</source>
        <translation>Masquer les commandes</translation>
    </message>
    <message>
        <source>Show the commands</source>
        <translation>Afficher les commandes</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>action, then what it is about</comment>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Commands: %1</source>
        <comment>what they are about</comment>
        <translation>Commandes&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::DetailsFold</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>Calls sent to the servers</source>
        <translation>Appels envoyés aux serveurs</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::DeviceCodeCard</name>
    <message>
        <source>The code is valid for another %1.</source>
        <translation>Le code reste valable %1.</translation>
    </message>
    <message>
        <source>On any device, open %1 and type this code. Then sign in there.</source>
        <translation>Sur n’importe quel appareil, ouvrez %1 et saisissez ce code. Connectez-vous ensuite sur cet appareil.</translation>
    </message>
    <message>
        <source>Code to type</source>
        <translation>Code à saisir</translation>
    </message>
    <message>
        <source>&amp;Copy the code</source>
        <translation>&amp;Copier le code</translation>
    </message>
    <message>
        <source>&amp;Open the page here</source>
        <translation>&amp;Ouvrir la page ici</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::ExchangePage</name>
    <message>
        <source>Connect to Exchange Server</source>
        <translation>Se connecter à Exchange Server</translation>
    </message>
    <message>
        <source>Any mailbox server of the organisation will do. This page only reads.</source>
        <translation>N’importe quel serveur de boîtes aux lettres de l’organisation convient. Cette page ne fait que lire.</translation>
    </message>
    <message>
        <source>Enter the full name of the server.</source>
        <translation>Saisissez le nom complet du serveur.</translation>
    </message>
    <message>
        <source>Enter a name only, for example ex1.contoso.com.</source>
        <translation>Saisissez seulement un nom, par exemple ex1.contoso.com.</translation>
    </message>
    <message>
        <source>Enter the account.</source>
        <translation>Saisissez le compte.</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>Saisissez le mot de passe.</translation>
    </message>
    <message>
        <source>&amp;Connect again</source>
        <translation>Se reconnec&amp;ter</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>Se connec&amp;ter</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint: %1</source>
        <translation>Empreinte SHA-256&#xa0;: %1</translation>
    </message>
    <message>
        <source>&amp;Server, full name</source>
        <translation>&amp;Nom complet du serveur</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Compte</translation>
    </message>
    <message>
        <source>DOMAIN\user or user@domain</source>
        <translation>DOMAINE\utilisateur ou utilisateur@domaine</translation>
    </message>
    <message>
        <source>Kept in memory only</source>
        <translation>Conservé en mémoire seulement</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Stops waiting. A call the server has already received is allowed to finish.</source>
        <translation>Cesse d’attendre. Un appel déjà reçu par le serveur se termine normalement.</translation>
    </message>
    <message>
        <source>R&amp;etry</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>C&amp;opy details</source>
        <translation>Copier les &amp;détails</translation>
    </message>
    <message>
        <source>Its own name, not an alias: ex1.contoso.com</source>
        <translation>Son nom propre, pas un alias&#xa0;: ex1.contoso.com</translation>
    </message>
    <message>
        <source>This is not the certificate you accepted before.</source>
        <translation>Ce n’est pas le certificat que vous aviez accepté.</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>Protoc&amp;ole</translation>
    </message>
    <message>
        <source>HTTPS if the server has a certificate for its own name</source>
        <translation>HTTPS si le serveur a un certificat à son propre nom</translation>
    </message>
    <message>
        <source>HTTPS, port 443</source>
        <translation>HTTPS, port 443</translation>
    </message>
    <message>
        <source>HTTP, port 80, encrypted by Kerberos</source>
        <translation>HTTP, port 80, chiffré par Kerberos</translation>
    </message>
    <message>
        <source>Sign &amp;in with</source>
        <translation>Se connecter a&amp;vec</translation>
    </message>
    <message>
        <source>An account with the role Organization Management</source>
        <translation>Un compte du groupe Organization Management</translation>
    </message>
    <message>
        <source>A name and a password</source>
        <translation>Un nom et un mot de passe</translation>
    </message>
    <message>
        <source>The session of this PC</source>
        <translation>La session de ce PC</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>&amp;Mot de passe</translation>
    </message>
    <message>
        <source>&amp;Trust this server only</source>
        <translation>Approuver ce serve&amp;ur seulement</translation>
    </message>
    <message>
        <source>Continue t&amp;here</source>
        <translation>Continuer à cette a&amp;dresse</translation>
    </message>
    <message>
        <source>Allow basic a&amp;uthentication</source>
        <translation>Autoriser l’authenti&amp;fication de base</translation>
    </message>
    <message>
        <source>Where the server offers no Kerberos, the password itself goes to it, inside TLS.</source>
        <translation>Si le serveur ne propose pas Kerberos, le mot de passe lui-même lui est transmis, à l’intérieur de TLS.</translation>
    </message>
    <message>
        <source>This is an account. Enter the full name of the server, for example ex1.contoso.com.</source>
        <translation>C’est un compte. Saisissez le nom complet du serveur, par exemple ex1.contoso.com.</translation>
    </message>
    <message>
        <source>Enter the name of the server, not its address: Kerberos and the certificate only know the name.</source>
        <translation>Saisissez le nom du serveur, non son adresse&#xa0;: Kerberos et le certificat ne connaissent que le nom.</translation>
    </message>
    <message>
        <source>Add the domain, for example ex1.contoso.com: Kerberos and the certificate go by the full name.</source>
        <translation>Ajoutez le domaine, par exemple ex1.contoso.com&#xa0;: Kerberos et le certificat se fondent sur le nom complet.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::Fold</name>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fermé</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::HandOver</name>
    <message>
        <source>Have somebody else do this step</source>
        <translation>Confier cette étape à une autre personne</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Dossier pour les fichiers</translation>
    </message>
    <message>
        <source>These files are in the folder already</source>
        <translation>Ces fichiers sont déjà dans le dossier</translation>
    </message>
    <message>
        <source>The files are saved</source>
        <translation>Les fichiers sont enregistrés</translation>
    </message>
    <message>
        <source>Give the whole folder to the other operator: %1</source>
        <translation>Remettez tout le dossier à l’autre personne&#xa0;: %1</translation>
    </message>
    <message>
        <source>Re&amp;place them</source>
        <translation>Re&amp;mplacer ces fichiers</translation>
    </message>
    <message>
        <source>Files for the other operator</source>
        <translation>Fichiers pour l’autre personne</translation>
    </message>
    <message>
        <source>Save the &amp;files…</source>
        <translation>Enregistrer les &amp;fichiers…</translation>
    </message>
    <message>
        <source>Somebody else may have the right in Microsoft Entra: save the certificate, a script, instructions and the request for that person. What comes back is judged at step 6.</source>
        <translation>Si une autre personne a les droits dans Microsoft Entra&#xa0;: enregistrez pour elle le certificat, un script, des consignes et la requête. Sa réponse est jugée à l’étape 6.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::KeyTable</name>
    <message>
        <source>Kept</source>
        <translation>Conservée</translation>
    </message>
    <message>
        <source>Expired, stays</source>
        <translation>Expirée, reste</translation>
    </message>
    <message>
        <source>Expired, removed</source>
        <translation>Expirée, retirée</translation>
    </message>
    <message>
        <source>Expired, to be removed</source>
        <translation>Expirée, à retirer</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Retirée</translation>
    </message>
    <message>
        <source>To be removed</source>
        <translation>À retirer</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Ajoutée</translation>
    </message>
    <message>
        <source>To be added</source>
        <translation>À ajouter</translation>
    </message>
    <message>
        <source>%1 – kept: %2 · expired: %3 · added: %4</source>
        <extracomment>%1: a service application</extracomment>
        <translation>%1 – conservées&#xa0;: %2 · expirées&#xa0;: %3 · ajoutées&#xa0;: %4</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Devenir</translation>
    </message>
    <message>
        <source>Thumbprint (SHA-1)</source>
        <translation>Empreinte (SHA-1)</translation>
    </message>
    <message>
        <source>Valid from and until (UTC)</source>
        <translation>Valide du et au (UTC)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Keys of the service applications</source>
        <translation>Clés des applications de service</translation>
    </message>
    <message>
        <source>%1 – kept: %2 · ours: %3</source>
        <translation>%1 – conservées&#xa0;: %2 · les nôtres&#xa0;: %3</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::MessageBand</name>
    <message>
        <source>What the server said</source>
        <translation>Ce que le serveur a répondu</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::OfflineChoice</name>
    <message>
        <source>You work without a sign-in</source>
        <translation>Vous travaillez sans connexion</translation>
    </message>
    <message>
        <source>Step 5 saves files for an operator who may sign in, and step 6 judges the answer. What only Microsoft Entra can tell is marked “Not tested”. You can still sign in here.</source>
        <translation>L’étape 5 enregistre des fichiers pour une personne qui peut se connecter, et l’étape 6 juge la réponse. Ce que seul Microsoft Entra peut dire est marqué «&#xa0;Non testé&#xa0;». Vous pouvez encore vous connecter ici.</translation>
    </message>
    <message>
        <source>You may not sign in to Microsoft Entra? Everything in Exchange is done here; the certificate, a script and instructions are saved for somebody who may, and the answer is judged later.</source>
        <translation>Vous n’avez pas le droit de vous connecter à Microsoft Entra&#x202f;? Tout ce qui concerne Exchange se fait ici&#x202f;; le certificat, un script et des consignes sont enregistrés pour une personne qui l’a, et la réponse est jugée plus tard.</translation>
    </message>
    <message>
        <source>Go on &amp;without signing in</source>
        <translation>Co&amp;ntinuer sans se connecter</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::PageBase</name>
    <message>
        <source>What does this page do?</source>
        <translation>Que fait cette page&#x202f;?</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::PlaceTable</name>
    <message>
        <source>Exchange, authorization configuration</source>
        <translation>Exchange, configuration d’autorisation</translation>
    </message>
    <message>
        <source>Exported at step 4</source>
        <translation>Exporté à l’étape 4</translation>
    </message>
    <message>
        <source>Server %1</source>
        <translation>Serveur %1</translation>
    </message>
    <message>
        <source>Published by Exchange</source>
        <translation>Publié par Exchange</translation>
    </message>
    <message>
        <source>Published at %1</source>
        <translation>Publié à l’adresse %1</translation>
    </message>
    <message>
        <source>Microsoft Entra, %1</source>
        <translation>Microsoft Entra, %1</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Identique</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>Différent</translation>
    </message>
    <message>
        <source>Other dates</source>
        <translation>Autres dates</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Not readable from here</source>
        <translation>Illisible d’ici</translation>
    </message>
    <message>
        <source>Not visible yet</source>
        <translation>Pas encore visible</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Emplacement</translation>
    </message>
    <message>
        <source>Thumbprint (SHA-1)</source>
        <translation>Empreinte (SHA-1)</translation>
    </message>
    <message>
        <source>Valid from and until (UTC)</source>
        <translation>Valide du et au (UTC)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>The certificate, place by place</source>
        <translation>Le certificat, emplacement par emplacement</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::PrerequisitesPage</name>
    <message>
        <source>Check the prerequisites</source>
        <translation>Vérifier les prérequis</translation>
    </message>
    <message>
        <source>What is missing is explained before anything is proposed. This page only reads.</source>
        <translation>Ce qui manque est expliqué avant toute proposition. Cette page ne fait que lire.</translation>
    </message>
    <message>
        <source>Reading the present state…</source>
        <translation>Lecture de l’état actuel…</translation>
    </message>
    <message numerus="yes">
        <source>%n prerequisite(s) block the configuration</source>
        <translation>
            <numerusform>%n prérequis bloque la configuration</numerusform>
            <numerusform>%n prérequis bloquent la configuration</numerusform>
        </translation>
    </message>
    <message>
        <source>Each line says what to do. Then check again.</source>
        <translation>Chaque ligne dit quoi faire. Vérifiez ensuite à nouveau.</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) need your attention</source>
        <translation>
            <numerusform>%n point demande votre attention</numerusform>
            <numerusform>%n points demandent votre attention</numerusform>
        </translation>
    </message>
    <message>
        <source>They do not block anything. Read them, then go on.</source>
        <translation>Rien n’est bloqué. Lisez, puis continuez.</translation>
    </message>
    <message>
        <source>Everything the procedure needs is there</source>
        <translation>Tout ce que demande la procédure est là</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>&amp;Vérifier à nouveau</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Stops waiting. A call the server has already received is allowed to finish.</source>
        <translation>Cesse d’attendre. Un appel déjà reçu par le serveur se termine normalement.</translation>
    </message>
    <message>
        <source>R&amp;etry</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>&amp;Copier les détails</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) could not be tested</source>
        <translation>
            <numerusform>%n point n’a pas pu être vérifié</numerusform>
            <numerusform>%n points n’ont pas pu être vérifiés</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that could be read blocks the configuration.</source>
        <translation>Rien de ce qui a pu être lu ne bloque la configuration.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::ProgressHeader</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::ReviewPage</name>
    <message>
        <source>Review the changes</source>
        <translation>Vérifier les modifications</translation>
    </message>
    <message>
        <source>Nothing has been changed yet. Here is everything Passerelle will write, and nothing else.</source>
        <translation>Rien n’a encore été modifié. Voici tout ce que Passerelle va écrire, et rien d’autre.</translation>
    </message>
    <message>
        <source>Reading for “%1”…</source>
        <translation>Lecture pour «&#xa0;%1&#xa0;»…</translation>
    </message>
    <message>
        <source>Already right (%1)</source>
        <translation>Déjà correct (%1)</translation>
    </message>
    <message>
        <source>Microsoft’s page has changed since June 2025</source>
        <translation>La page de Microsoft a changé depuis juin&#xa0;2025</translation>
    </message>
    <message>
        <source>It now adds two Teams applications. This run sets up the application of Skype for Business Online; Microsoft’s checker will report the two others as missing.</source>
        <translation>Elle ajoute deux applications de Teams. Cette exécution configure l’application de Skype Entreprise Online&#x202f;; l’outil de contrôle de Microsoft signalera l’absence des deux autres.</translation>
    </message>
    <message>
        <source>You accepted these changes</source>
        <translation>Vous avez accepté ces modifications</translation>
    </message>
    <message>
        <source>They can no longer be changed here.</source>
        <translation>Elles ne peuvent plus être changées ici.</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>Rien à modifier</translation>
    </message>
    <message>
        <source>Everything is right already. The steps will only read.</source>
        <translation>Tout est déjà correct. Les étapes ne feront que lire.</translation>
    </message>
    <message>
        <source>You accepted these changes before</source>
        <translation>Vous aviez accepté ces modifications</translation>
    </message>
    <message>
        <source>They are what is left of the run you are resuming.</source>
        <translation>C’est ce qui reste de l’exécution que vous reprenez.</translation>
    </message>
    <message>
        <source>No line is ticked</source>
        <translation>Aucune ligne n’est cochée</translation>
    </message>
    <message>
        <source>Read the lines and tick those to apply.</source>
        <translation>Lisez les lignes et cochez celles à appliquer.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are not ticked</source>
        <translation>
            <numerusform>%n ligne n’est pas cochée</numerusform>
            <numerusform>%n lignes ne sont pas cochées</numerusform>
        </translation>
    </message>
    <message>
        <source>Shared objects are used by other products too: read these lines, then tick them. Without them the link may not work.</source>
        <translation>Les objets partagés servent aussi à d’autres produits&#xa0;: lisez ces lignes, puis cochez-les. Sans elles, la liaison peut ne pas fonctionner.</translation>
    </message>
    <message>
        <source>&amp;Apply all</source>
        <translation>&amp;Tout appliquer</translation>
    </message>
    <message>
        <source>Step b&amp;y step</source>
        <translation>P&amp;as à pas</translation>
    </message>
    <message>
        <source>Read &amp;again</source>
        <translation>Re&amp;lire</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Stops waiting. A call the server has already received is allowed to finish.</source>
        <translation>Cesse d’attendre. Un appel déjà reçu par le serveur se termine normalement.</translation>
    </message>
    <message>
        <source>Apply only the ticked &amp;lines</source>
        <translation>Appliquer seulement les lignes &amp;cochées</translation>
    </message>
    <message>
        <source>R&amp;etry</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>Copier les &amp;détails</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifications</translation>
    </message>
    <message>
        <source>Already right</source>
        <translation>Déjà correct</translation>
    </message>
    <message>
        <source>Everything is right already. The lines below are offered, not needed.</source>
        <translation>Tout est déjà correct. Les lignes ci-dessous sont proposées, sans être nécessaires.</translation>
    </message>
    <message>
        <source>Somebody else uploads the certificate</source>
        <translation>Une autre personne charge le certificat</translation>
    </message>
    <message>
        <source>Nobody signs in here, so nothing is changed in Microsoft 365: step 5 saves the files for the other operator, step 6 judges the answer.</source>
        <translation>Personne ne se connecte ici, donc rien n’est modifié dans Microsoft 365&#xa0;: l’étape 5 enregistre les fichiers pour l’autre personne, l’étape 6 juge la réponse.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::SettingsPage</name>
    <message>
        <source>Choose the settings</source>
        <translation>Choisir les paramètres</translation>
    </message>
    <message>
        <source>Every value is proposed with its reason. In most organisations nothing has to be changed.</source>
        <translation>Chaque valeur est proposée avec sa raison. Dans la plupart des organisations, rien n’est à changer.</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Fichier du certificat</translation>
    </message>
    <message>
        <source>Certificates (*.cer)</source>
        <translation>Certificats (*.cer)</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Saisissez un nom.</translation>
    </message>
    <message>
        <source>Use letters, digits, dots and hyphens only, 64 characters at most.</source>
        <translation>Utilisez seulement lettres, chiffres, points et traits d’union, 64&#xa0;caractères au plus.</translation>
    </message>
    <message>
        <source>Enter the full path of a file.</source>
        <translation>Saisissez le chemin complet d’un fichier.</translation>
    </message>
    <message>
        <source>This folder does not exist or cannot be written to.</source>
        <translation>Ce dossier n’existe pas ou n’est pas accessible en écriture.</translation>
    </message>
    <message>
        <source>No domain is both accepted by Exchange and verified in Microsoft 365.</source>
        <translation>Aucun domaine n’est à la fois accepté par Exchange et vérifié dans Microsoft 365.</translation>
    </message>
    <message>
        <source>Exchange named no domain controller. Connect again.</source>
        <translation>Exchange n’a nommé aucun contrôleur de domaine. Reconnectez-vous.</translation>
    </message>
    <message>
        <source>&amp;Domain of the mailboxes</source>
        <translation>&amp;Domaine des boîtes aux lettres</translation>
    </message>
    <message>
        <source>Accepted by Exchange and verified in Microsoft 365.</source>
        <translation>Accepté par Exchange et vérifié dans Microsoft 365.</translation>
    </message>
    <message>
        <source>Domain &amp;controller</source>
        <translation>&amp;Contrôleur de domaine</translation>
    </message>
    <message>
        <source>All reads and writes go to this one, so that replication misleads no step.</source>
        <translation>Tout y est lu et écrit, pour que la réplication n’égare aucune étape.</translation>
    </message>
    <message>
        <source>&amp;Account name</source>
        <translation>Nom du c&amp;ompte</translation>
    </message>
    <message>
        <source>The name in Microsoft’s procedure.</source>
        <translation>Le nom donné par la procédure de Microsoft.</translation>
    </message>
    <message>
        <source>Partner application na&amp;me</source>
        <translation>Nom de l’&amp;application partenaire</translation>
    </message>
    <message>
        <source>&amp;Organizational unit (optional)</source>
        <translation>&amp;Unité d’organisation (facultatif)</translation>
    </message>
    <message>
        <source>Empty: the default container of Exchange.</source>
        <translation>Vide&#xa0;: le conteneur par défaut d’Exchange.</translation>
    </message>
    <message>
        <source>Certificate &amp;file (optional)</source>
        <translation>&amp;Fichier du certificat (facultatif)</translation>
    </message>
    <message>
        <source>Also keeps the public certificate as a .cer file on this PC.</source>
        <translation>Conserve aussi le certificat public dans un fichier .cer sur ce poste.</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>Pa&amp;rcourir…</translation>
    </message>
    <message>
        <source>Exchange Online’s own application</source>
        <translation>Application propre à Exchange Online</translation>
    </message>
    <message>
        <source>&amp;Upload the certificate there too</source>
        <translation>Y charger aussi le certifica&amp;t</translation>
    </message>
    <message>
        <source>Off, as Microsoft advises: a key there no longer lets Exchange call Microsoft 365, and a stolen server could use it. Use a dedicated hybrid application; until it exists, Exchange gets no token for Exchange Online, which is expected.</source>
        <translation>Décoché, comme le conseille Microsoft&#xa0;: une clé n’y permet plus à Exchange d’appeler Microsoft 365, et un serveur volé pourrait l’utiliser. Utilisez une application hybride dédiée&#x202f;; tant qu’elle n’existe pas, Exchange n’obtient aucun jeton pour Exchange Online, ce qui est normal.</translation>
    </message>
    <message>
        <source>Accepted by Exchange; it has to be verified in Microsoft 365 too.</source>
        <translation>Accepté par Exchange&#x202f;; il doit aussi être vérifié dans Microsoft 365.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::StartPage</name>
    <message>
        <source>Before you begin</source>
        <translation>Avant de commencer</translation>
    </message>
    <message>
        <source>Passerelle links Exchange Server with Skype for Business Online, as Microsoft’s procedure describes it.</source>
        <translation>Passerelle relie Exchange Server à Skype Entreprise Online, comme le décrit la procédure de Microsoft.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>&amp;Resume the run of %1</source>
        <translation>&amp;Reprendre l’exécution du %1</translation>
    </message>
    <message>
        <source>What is done already is read again, not written again.</source>
        <translation>Ce qui est déjà fait est relu, sans être réécrit.</translation>
    </message>
    <message>
        <source>&amp;Configure from the beginning</source>
        <translation>&amp;Configurer depuis le début</translation>
    </message>
    <message>
        <source>&amp;Configure</source>
        <translation>&amp;Configurer</translation>
    </message>
    <message>
        <source>Check, review, then carry out the six steps. Allow 30 to 60 minutes.</source>
        <translation>Contrôler, relire, puis exécuter les six étapes. Prévoyez 30 à 60&#xa0;minutes.</translation>
    </message>
    <message>
        <source>&amp;Verify only</source>
        <translation>&amp;Vérifier seulement</translation>
    </message>
    <message>
        <source>Read the present state and run the checklist. Nothing is written.</source>
        <translation>Lire l’état actuel et dérouler la liste de contrôle. Rien n’est écrit.</translation>
    </message>
    <message>
        <source>What will be changed</source>
        <translation>Ce qui sera modifié</translation>
    </message>
    <message>
        <source>A hidden mail user, a partner application and the key of one service application. You see each change before it is made, and nothing is ever deleted that you did not tick.</source>
        <translation>Un utilisateur de messagerie masqué, une application partenaire et la clé d’une application de service. Vous voyez chaque modification avant qu’elle soit faite, et rien n’est supprimé que vous n’ayez coché.</translation>
    </message>
    <message>
        <source>What you need</source>
        <translation>Ce qu’il vous faut</translation>
    </message>
    <message>
        <source>In Exchange, an account of the role group Organization Management. In Microsoft Entra, the role Application Administrator. Any PC that reaches both.</source>
        <translation>Dans Exchange, un compte du groupe de rôles Gestion de l’organisation (Organization Management). Dans Microsoft Entra, le rôle Administrateur d’application. Un poste qui joint les deux.</translation>
    </message>
    <message>
        <source>What Microsoft says today</source>
        <translation>Ce que dit Microsoft aujourd’hui</translation>
    </message>
    <message>
        <source>Skype for Business Online was retired on 31 July 2021, but Cloud Voicemail still uses its application. Since June 2025 Microsoft’s page also sets up two Teams applications.</source>
        <translation>Skype Entreprise Online a été arrêté le 31&#xa0;juillet&#xa0;2021, mais la messagerie vocale cloud utilise encore son application. Depuis juin&#xa0;2025, la page de Microsoft configure aussi deux applications de Teams.</translation>
    </message>
    <message>
        <source>What to know first</source>
        <translation>À savoir d’abord</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::StepPage</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>Étape %1 sur %2</translation>
    </message>
    <message>
        <source>What does this step do?</source>
        <translation>Que fait cette étape&#x202f;?</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>Reading the present state…</source>
        <translation>Lecture de l’état actuel…</translation>
    </message>
    <message>
        <source>%1…</source>
        <comment>a line of work that is going on</comment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>This step is skipped</source>
        <translation>Cette étape est ignorée</translation>
    </message>
    <message>
        <source>The report says so.</source>
        <translation>Le rapport le mentionne.</translation>
    </message>
    <message>
        <source>Already done</source>
        <translation>Déjà fait</translation>
    </message>
    <message>
        <source>Everything was right before. Nothing has been changed.</source>
        <translation>Tout était déjà correct. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Done, with a point to read</source>
        <translation>Terminé, avec un point à lire</translation>
    </message>
    <message>
        <source>The lines marked “Attention” say what is left.</source>
        <translation>Les lignes marquées «&#xa0;Attention&#xa0;» disent ce qui reste.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>The result has been read back from the server.</source>
        <translation>Le résultat a été relu sur le serveur.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Stops waiting. A call the server has already received is allowed to finish.</source>
        <translation>Cesse d’attendre. Un appel déjà reçu par le serveur se termine normalement.</translation>
    </message>
    <message>
        <source>S&amp;kip this step</source>
        <translation>&amp;Ignorer cette étape</translation>
    </message>
    <message>
        <source>Retr&amp;y</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>C&amp;opy details</source>
        <translation>Copier les &amp;détails</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to make</source>
        <translation>
            <numerusform>%n modification à faire</numerusform>
            <numerusform>%n modifications à faire</numerusform>
        </translation>
    </message>
    <message>
        <source>Re&amp;view the changes again</source>
        <translation>Re&amp;voir les modifications</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>Co&amp;ntrôler à nouveau</translation>
    </message>
    <message>
        <source>Done by the other operator</source>
        <translation>Fait par l’autre personne</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Transmis</translation>
    </message>
    <message>
        <source>The answer brought back shows it.</source>
        <translation>La réponse rapportée le montre.</translation>
    </message>
    <message>
        <source>The other operator does it with the saved files. Step 6 judges the answer.</source>
        <translation>L’autre personne s’en charge avec les fichiers enregistrés. L’étape 6 juge la réponse.</translation>
    </message>
    <message>
        <source>The keys are judged from the answer brought back. The lines marked “Attention” say what is left.</source>
        <translation>Les clés sont jugées d’après la réponse rapportée. Les lignes marquées «&#xa0;Attention&#xa0;» disent ce qui reste.</translation>
    </message>
    <message>
        <source>The keys are judged from the answer brought back; the rest has been read from the servers.</source>
        <translation>Les clés sont jugées d’après la réponse rapportée&#x202f;; le reste a été lu sur les serveurs.</translation>
    </message>
    <message>
        <source>The answer of the other operator is missing</source>
        <translation>La réponse de l’autre personne manque</translation>
    </message>
    <message>
        <source>Open it or paste it below. You may go on without it and come back in a later run.</source>
        <translation>Ouvrez-la ou collez-la ci-dessous. Vous pouvez continuer sans elle et revenir lors d’une prochaine exécution.</translation>
    </message>
    <message>
        <source>Somebody else uploads the certificate</source>
        <translation>Une autre personne charge le certificat</translation>
    </message>
    <message>
        <source>Save the files below and give them to an administrator of applications in Microsoft Entra.</source>
        <translation>Enregistrez les fichiers ci-dessous et remettez-les à l’administration des applications de Microsoft Entra.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::SummaryPage</name>
    <message>
        <source>Summary</source>
        <translation>Bilan</translation>
    </message>
    <message>
        <source>Only what was read back from a server is said to be done.</source>
        <translation>N’est dit fait que ce qui a été relu sur un serveur.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n change(s)</source>
        <comment>status of a step</comment>
        <translation>
            <numerusform>%1, %n modification</numerusform>
            <numerusform>%1, %n modifications</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Certificate valid until</source>
        <translation>Certificat valable jusqu’au</translation>
    </message>
    <message>
        <source>Next certificate valid until</source>
        <translation>Certificat suivant valable jusqu’au</translation>
    </message>
    <message>
        <source>Next certificate</source>
        <translation>Certificat suivant</translation>
    </message>
    <message>
        <source>none yet; upload it here once Exchange has one</source>
        <translation>aucun pour l’instant&#x202f;; chargez-le ici dès qu’Exchange en a un</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Fichier du certificat</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>A check failed</source>
        <translation>Un contrôle a échoué</translation>
    </message>
    <message>
        <source>Something failed</source>
        <translation>Un échec s’est produit</translation>
    </message>
    <message>
        <source>The lines below say what, and the pages at the left say what to do.</source>
        <translation>Les lignes ci-dessous disent lequel, et les pages à gauche disent quoi faire.</translation>
    </message>
    <message>
        <source>The configuration is partial</source>
        <translation>La configuration est partielle</translation>
    </message>
    <message>
        <source>Steps that are left can be made later: Passerelle resumes where it stopped.</source>
        <translation>Les étapes restantes peuvent être faites plus tard&#xa0;: Passerelle reprend où elle s’est arrêtée.</translation>
    </message>
    <message>
        <source>Verified, with points to watch</source>
        <translation>Vérifié, avec des points à surveiller</translation>
    </message>
    <message>
        <source>The configuration is complete, with points to watch</source>
        <translation>La configuration est complète, avec des points à surveiller</translation>
    </message>
    <message>
        <source>Read them below and keep the report.</source>
        <translation>Lisez-les ci-dessous et conservez le rapport.</translation>
    </message>
    <message>
        <source>Verified: everything is right</source>
        <translation>Vérifié&#xa0;: tout est correct</translation>
    </message>
    <message>
        <source>The configuration is complete</source>
        <translation>La configuration est complète</translation>
    </message>
    <message>
        <source>Keep the report: it names every change with its value before and after.</source>
        <translation>Conservez le rapport&#xa0;: il nomme chaque modification, avec sa valeur avant et après.</translation>
    </message>
    <message>
        <source>The report could not be saved</source>
        <translation>Le rapport n’a pas pu être enregistré</translation>
    </message>
    <message>
        <source>The report is saved: %1</source>
        <translation>Le rapport est enregistré&#xa0;: %1</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Reports (*.html *.json)</source>
        <translation>Rapports (*.html *.json)</translation>
    </message>
    <message>
        <source>&amp;Save the report…</source>
        <translation>&amp;Enregistrer le rapport…</translation>
    </message>
    <message>
        <source>&amp;Verify again</source>
        <translation>&amp;Vérifier à nouveau</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Contrôles</translation>
    </message>
    <message>
        <source>Points to watch</source>
        <translation>Points à surveiller</translation>
    </message>
    <message>
        <source>To remember</source>
        <translation>À retenir</translation>
    </message>
    <message>
        <source>&amp;Undo the upload…</source>
        <translation>Annu&amp;ler le chargement…</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::TenantOptions</name>
    <message>
        <source>Enter the application’s identifier: 8-4-4-4-12 digits.</source>
        <translation>Saisissez l’identifiant de l’application&#xa0;: 8-4-4-4-12 chiffres.</translation>
    </message>
    <message>
        <source>Enter the proxy as name:port.</source>
        <translation>Saisissez le proxy sous la forme nom:port.</translation>
    </message>
    <message>
        <source>Asking Microsoft…</source>
        <translation>Question posée à Microsoft…</translation>
    </message>
    <message>
        <source>Microsoft answers.</source>
        <translation>Microsoft répond.</translation>
    </message>
    <message>
        <source>The proxy asks for a user name and a password.</source>
        <translation>Le proxy demande un nom et un mot de passe.</translation>
    </message>
    <message>
        <source>The proxy does not answer.</source>
        <translation>Le proxy ne répond pas.</translation>
    </message>
    <message>
        <source>%1 cannot be reached this way.</source>
        <translation>%1 n’est pas joignable par ce chemin.</translation>
    </message>
    <message>
        <source>Somebody on the way shows a certificate of its own: %1.</source>
        <translation>Un intermédiaire présente son propre certificat&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%1 answers with a page that is not Microsoft’s.</source>
        <translation>%1 répond par une page qui n’est pas de Microsoft.</translation>
    </message>
    <message>
        <source>Microsoft c&amp;loud</source>
        <translation>C&amp;loud Microsoft</translation>
    </message>
    <message>
        <source>Found from the domain; choose it only if that fails</source>
        <translation>Trouvé d’après le domaine&#x202f;; à choisir seulement en cas d’échec</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>&amp;Application of your own (optional)</source>
        <translation>&amp;Application propre (facultatif)</translation>
    </message>
    <message>
        <source>Its client identifier, registered as a public client</source>
        <translation>Son identifiant de client, inscrit comme client public</translation>
    </message>
    <message>
        <source>&amp;Proxy</source>
        <translation>Pro&amp;xy</translation>
    </message>
    <message>
        <source>For this PC only; Exchange has a proxy setting of its own</source>
        <translation>Pour ce PC seulement&#x202f;; Exchange a son propre réglage de proxy</translation>
    </message>
    <message>
        <source>As set in the system</source>
        <translation>Celui du système</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Celui-ci</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Proxy add&amp;ress</source>
        <translation>Ad&amp;resse du proxy</translation>
    </message>
    <message>
        <source>name:port</source>
        <translation>nom:port</translation>
    </message>
    <message>
        <source>Proxy &amp;user (optional)</source>
        <translation>&amp;Utilisateur du proxy (facultatif)</translation>
    </message>
    <message>
        <source>Proxy pass&amp;word</source>
        <translation>&amp;Mot de passe du proxy</translation>
    </message>
    <message>
        <source>Kept in memory only</source>
        <translation>Conservé en mémoire seulement</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>T&amp;ester</translation>
    </message>
    <message>
        <source>Sign in with a code on another de&amp;vice…</source>
        <translation>Se connecter par code sur un autre a&amp;ppareil…</translation>
    </message>
    <message>
        <source>Only where no browser of this PC can sign in: many organisations block this way.</source>
        <translation>Seulement si aucun navigateur de ce poste ne permet de se connecter&#xa0;: beaucoup d’organisations bloquent ce moyen.</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::TenantPage</name>
    <message>
        <source>Connect to Microsoft 365</source>
        <translation>Se connecter à Microsoft 365</translation>
    </message>
    <message>
        <source>You sign in on Microsoft’s own page, in your browser. This page only reads.</source>
        <translation>Vous vous connectez sur la page de Microsoft, dans votre navigateur. Cette page ne fait que lire.</translation>
    </message>
    <message>
        <source>Enter a domain of the organisation, for example contoso.com.</source>
        <translation>Saisissez un domaine de l’organisation, par exemple contoso.com.</translation>
    </message>
    <message>
        <source>Si&amp;gn in again</source>
        <translation>Se reconnec&amp;ter</translation>
    </message>
    <message>
        <source>Si&amp;gn in</source>
        <translation>Se connec&amp;ter</translation>
    </message>
    <message>
        <source>The browser did not open</source>
        <translation>Le navigateur ne s’est pas ouvert</translation>
    </message>
    <message>
        <source>Copy the address and open it in any browser on this PC.</source>
        <translation>Copiez l’adresse et ouvrez-la dans un navigateur de ce poste.</translation>
    </message>
    <message>
        <source>Finish signing in, in your browser</source>
        <translation>Terminez la connexion dans votre navigateur</translation>
    </message>
    <message>
        <source>A page of Microsoft has opened there. This window goes on by itself afterwards.</source>
        <translation>Une page de Microsoft s’y est ouverte. Cette fenêtre continue ensuite d’elle-même.</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Verified domains</source>
        <translation>Domaines vérifiés</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>&amp;Domain of the organisation</source>
        <translation>&amp;Domaine de l’organisation</translation>
    </message>
    <message>
        <source>Any of its domains, or its identifier</source>
        <translation>L’un de ses domaines, ou son identifiant</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Stops waiting. A call the server has already received is allowed to finish.</source>
        <translation>Cesse d’attendre. Un appel déjà reçu par le serveur se termine normalement.</translation>
    </message>
    <message>
        <source>&amp;Open the page again</source>
        <translation>R&amp;ouvrir la page</translation>
    </message>
    <message>
        <source>&amp;Copy the address</source>
        <translation>&amp;Copier l’adresse</translation>
    </message>
    <message>
        <source>R&amp;etry</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>Copier &amp;les détails</translation>
    </message>
    <message>
        <source>Open the approval pa&amp;ge</source>
        <translation>Ouvrir la pa&amp;ge d’approbation</translation>
    </message>
    <message>
        <source>Use an&amp;other account</source>
        <translation>Utiliser un &amp;autre compte</translation>
    </message>
    <message>
        <source>Not &amp;my organisation</source>
        <translation>Changer d’or&amp;ganisation</translation>
    </message>
    <message>
        <source>Lets step 1 read the connector of Exchange Online. The browser mostly answers by itself.</source>
        <translation>Permet à l’étape 1 de lire le connecteur d’Exchange Online. Le navigateur répond le plus souvent seul.</translation>
    </message>
    <message>
        <source>Ask for a n&amp;ew code</source>
        <translation>Demander un n&amp;ouveau code</translation>
    </message>
    <message>
        <source>Sign in with th&amp;e browser</source>
        <translation>Se conn&amp;ecter avec le navigateur</translation>
    </message>
    <message>
        <source>The approval ends on a page of this PC that does not load: that is expected.</source>
        <translation>L’approbation s’achève sur une page de ce poste qui ne s’affiche pas&#xa0;: c’est normal.</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Déconnecté</translation>
    </message>
    <message>
        <source>All tokens are forgotten. The permissions granted to the application stay in Microsoft Entra until an administrator revokes them under Enterprise applications.</source>
        <translation>Tous les jetons sont oubliés. Les autorisations accordées à l’application restent dans Microsoft Entra jusqu’à ce qu’un administrateur les révoque sous Applications d’entreprise.</translation>
    </message>
    <message>
        <source>Microsoft cloud</source>
        <translation>Cloud Microsoft</translation>
    </message>
    <message>
        <source>S&amp;ign out</source>
        <translation>Se déco&amp;nnecter</translation>
    </message>
    <message>
        <source>Forgets the tokens for Microsoft Graph and Exchange Online.</source>
        <translation>Oublie les jetons de Microsoft Graph et d’Exchange Online.</translation>
    </message>
    <message>
        <source>Sign out in the bro&amp;wser too</source>
        <translation>Se déconnecter aussi du navi&amp;gateur</translation>
    </message>
    <message>
        <source>Sign in with a co&amp;de instead</source>
        <translation>Se connecter p&amp;lutôt avec un code</translation>
    </message>
    <message>
        <source>Options: cloud, proxy, own application, sign-in with a code</source>
        <translation>Options&#xa0;: cloud, proxy, application propre, connexion par code</translation>
    </message>
    <message>
        <source>E&amp;xchange Online too</source>
        <translation>E&amp;xchange Online aussi</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::UndoPanel</name>
    <message>
        <source>Type it exactly: %1</source>
        <translation>Saisissez exactement&#xa0;: %1</translation>
    </message>
    <message>
        <source>Type “%1” to confirm</source>
        <translation>Saisissez «&#xa0;%1&#xa0;» pour confirmer</translation>
    </message>
    <message>
        <source>No key would be left there: nobody could sign in for it any more.</source>
        <translation>Aucune clé n’y resterait&#xa0;: plus personne ne pourrait s’authentifier pour elle.</translation>
    </message>
    <message>
        <source>The upload is undone</source>
        <translation>Le chargement est annulé</translation>
    </message>
    <message>
        <source>The keys of others are as they were. Steps 5 and 6 are open again.</source>
        <translation>Les clés des autres sont inchangées. Les étapes 5 et 6 sont de nouveau à faire.</translation>
    </message>
    <message>
        <source>Nothing has been removed yet</source>
        <translation>Rien n’a encore été retiré</translation>
    </message>
    <message>
        <source>Without these keys Microsoft 365 can no longer check the tokens of Exchange. The list below has just been read.</source>
        <translation>Sans ces clés, Microsoft 365 ne peut plus vérifier les jetons d’Exchange. La liste ci-dessous vient d’être lue.</translation>
    </message>
    <message>
        <source>Undo the upload</source>
        <translation>Annuler le chargement</translation>
    </message>
    <message>
        <source>Only the keys this run has uploaded are taken away. Keys of others stay; expired ones cannot be written back. The list as it is now is saved first.</source>
        <translation>Seules les clés chargées par cette exécution sont retirées. Celles des autres restent&#x202f;; les clés expirées ne peuvent pas être réécrites. La liste actuelle est d’abord enregistrée.</translation>
    </message>
    <message>
        <source>&amp;Remove these keys</source>
        <translation>&amp;Retirer ces clés</translation>
    </message>
    <message>
        <source>Read &amp;again</source>
        <translation>Reli&amp;re</translation>
    </message>
    <message>
        <source>Back to the summar&amp;y</source>
        <translation>Revenir au &amp;bilan</translation>
    </message>
</context>
<context>
    <name>passerelle::pages::VerificationPage</name>
    <message>
        <source>Verify that it works</source>
        <translation>Vérifier le fonctionnement</translation>
    </message>
    <message>
        <source>Each check says what it read. Run them as often as you like, nothing is changed.</source>
        <translation>Chaque contrôle dit ce qu’il a lu. Relancez-les quand vous voulez, rien n’est modifié.</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) passed</source>
        <translation>
            <numerusform>%n contrôle réussi</numerusform>
            <numerusform>%n contrôles réussis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n échoué</numerusform>
            <numerusform>%n échoués</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to watch</source>
        <translation>
            <numerusform>%n à surveiller</numerusform>
            <numerusform>%n à surveiller</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to confirm</source>
        <translation>
            <numerusform>%n à confirmer</numerusform>
            <numerusform>%n à confirmer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not tested</source>
        <translation>
            <numerusform>%n non testé</numerusform>
            <numerusform>%n non testés</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Contrôle en cours…</translation>
    </message>
    <message>
        <source>Read on %1</source>
        <translation>Lu le %1</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>Sans objet</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Relancer</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>answer or action, then the check it belongs to</comment>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Run all &amp;again</source>
        <translation>&amp;Tout relancer</translation>
    </message>
    <message>
        <source>Run &amp;all</source>
        <translation>&amp;Tout lancer</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Stops waiting. A call the server has already received is allowed to finish.</source>
        <translation>Cesse d’attendre. Un appel déjà reçu par le serveur se termine normalement.</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>&amp;Copier les détails</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Contrôles</translation>
    </message>
    <message>
        <source>Enter an address, for example user@contoso.com, or nothing.</source>
        <translation>Saisissez une adresse, par exemple user@contoso.com, ou rien.</translation>
    </message>
    <message>
        <source>&amp;Mailbox of Exchange Online for the connectivity test (optional)</source>
        <translation>&amp;Boîte aux lettres d’Exchange Online pour le test de connectivité (facultatif)</translation>
    </message>
    <message>
        <source>A synchronised mailbox; the test signs in for it and reads nothing.</source>
        <translation>Une boîte synchronisée&#x202f;; le test se connecte pour elle et n’y lit rien.</translation>
    </message>
</context>
<context>
    <name>passerelle::ui::Foot</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Précédent</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Suivant</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Opens Microsoft’s page of the procedure in your browser</source>
        <translation>Ouvre la page de la procédure de Microsoft dans votre navigateur</translation>
    </message>
</context>
<context>
    <name>passerelle::ui::MainWindow</name>
    <message>
        <source>Stop here</source>
        <translation>Arrêter ici</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>Stop here?</source>
        <translation>Arrêter ici&#x202f;?</translation>
    </message>
    <message>
        <source>Done: %1. Not done: %2. Passerelle can resume this run later.</source>
        <translation>Fait&#xa0;: %1. Reste à faire&#xa0;: %2. Passerelle pourra reprendre cette exécution plus tard.</translation>
    </message>
</context>
<context>
    <name>passerelle::ui::Rail</name>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>Langue&#xa0;: %1</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Préparer</translation>
    </message>
    <message>
        <source>The six steps</source>
        <translation>Les six étapes</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>Prouver</translation>
    </message>
    <message>
        <source>Before you begin</source>
        <translation>Avant de commencer</translation>
    </message>
    <message>
        <source>Exchange Server</source>
        <translation>Exchange Server</translation>
    </message>
    <message>
        <source>Microsoft 365</source>
        <translation>Microsoft 365</translation>
    </message>
    <message>
        <source>Prerequisites</source>
        <translation>Prérequis</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Récapitulatif</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Bilan</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Skype for Business Online</source>
        <translation>Skype Entreprise Online</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
</context>
<context>
    <name>passerelle::ui::RailRow</name>
    <message>
        <source>current page</source>
        <translation>page actuelle</translation>
    </message>
    <message>
        <source>can be opened again</source>
        <translation>peut être rouverte</translation>
    </message>
    <message>
        <source>not reached yet</source>
        <translation>pas encore atteinte</translation>
    </message>
</context>
<context>
    <name>passerelle::ui::RenewalNotice</name>
    <message>
        <source>Open the page again</source>
        <translation>Rouvrir la page</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Copier le code</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Microsoft asks you to sign in again</source>
        <translation>Microsoft demande une nouvelle connexion</translation>
    </message>
    <message>
        <source>On any device, open %1 and type the code below. The work goes on by itself afterwards.</source>
        <translation>Sur n’importe quel appareil, ouvrez %1 et saisissez le code ci-dessous. Le travail reprend ensuite de lui-même.</translation>
    </message>
    <message>
        <source>Finish on the page that has opened in your browser. The work goes on by itself afterwards.</source>
        <translation>Terminez sur la page ouverte dans votre navigateur. Le travail reprend ensuite de lui-même.</translation>
    </message>
</context>
</TS>
