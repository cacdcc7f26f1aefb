/*
 * cli.h - the operators' subcommands. Each is given its own words (argv[0] is
 * the subcommand's name) and returns the exit status: 0 done, 1 refused or
 * failed, 2 called wrongly.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* motcua account add|password|grant|end|lock|unlock|list|demo */
int cli_account(int argc, char **argv);

/*
 * motcua deadline --from INSTANT --limit LIMIT ...: when a dossier is due and
 * why, without a database.
 */
int cli_deadline(int argc, char **argv);

/* motcua demo [--empty] [--count N] [--seed S] */
int cli_demo(int argc, char **argv);

/*
 * motcua flow check FILE|FOLDER...: what is wrong with flows, in words.
 * motcua flow migrate CODE FROM TO [--apply]: what would change for running
 * dossiers, and with --apply changes it.
 */
int cli_flow(int argc, char **argv);

/*
 * motcua init: makes key and database, or brings its schema up to date;
 * imports the province's data and publishes its procedure packs. Doing it again
 * with the same data changes nothing.
 */
int cli_init(int argc, char **argv);

/* motcua procedure check|import|publish|withdraw|list */
int cli_procedure(int argc, char **argv);

#endif
