/*
 * flow_move.h - motcua flow migrate [--english] [--apply] [--step OLD=NEW]...
 * CODE FROM TO: shows what changes from one version's flow to the other's and
 * for which running dossiers; with --apply each of them is moved, in a
 * transaction of its own. 0: all that run were (or would be) moved; 1: one
 * keeps its version, or it cannot be done at all; 2: called wrongly.
 */
#ifndef CLI_FLOW_MOVE_H
#define CLI_FLOW_MOVE_H

int flow_move(int argc, char **argv);

#endif
