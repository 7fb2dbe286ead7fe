using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;

// Times are processor times of one thread and medians; compare only what one run prints.
var root = Repository.Find();
var rounds = args.Contains("--quick") ? 15 : 75;
CommonContest.Run(root, rounds);
