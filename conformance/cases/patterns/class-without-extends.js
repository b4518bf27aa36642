// ERROR:
class A extends Base {}
class B {}
