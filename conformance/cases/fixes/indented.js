if (a) {
    // ruleid: indented
    run(b);
}
