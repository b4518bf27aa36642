// ERROR:
job.run();
job["run"]();
// ERROR:
job?.run();
// ERROR:
jobs[0].run();
