class Api {
  // ERROR:
  @Get("/a")
  a() {}
  @Post("/b")
  b() {}
  c() {}
}
