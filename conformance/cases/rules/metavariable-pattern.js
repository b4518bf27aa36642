// ruleid: metavariable-pattern
app.use(helmet());
// ruleid: metavariable-pattern
app.use(cors());
// ok: metavariable-pattern
app.use(cors({ origin: "a" }));
// ok: metavariable-pattern
app.use(other());
