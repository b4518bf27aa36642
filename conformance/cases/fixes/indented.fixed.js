if (a) {
    // ruleid: indented
    check(b);
    run(b);
}
