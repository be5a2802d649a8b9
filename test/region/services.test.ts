import fc from 'fast-check';
import {
  ageClasses,
  classesOf,
  fitOf,
  floorOf,
  serviceSchema,
  servicesFor,
  type Service,
  type Wanted,
} from '../../src/region/services';

const service = (id: string, more: Partial<Service> = {}): Service =>
  serviceSchema.parse({
    id,
    name: { fi: id },
    sector: 'region-social',
    floor: null,
    needs: ['separation'],
    owner: null,
    source: 'test',
    'checked-at': '2026-01-01',
    'review-by': null,
    ...more,
  });

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  need: 'separation',
  age: undefined,
  area: undefined,
  floor: undefined,
  adult: false,
  ...more,
});

const fits = (one: Service, more: Partial<Wanted>): boolean => fitOf(one, wanted(more)).fits;

describe('printed age limits', () => {
  test.each<[[number, number], number, boolean]>([
    [[0, 5], 0, true],
    [[0, 5], 5, true],
    [[0, 5], 6, false],
    [[0, 12], 0, true],
    [[0, 12], 12, true],
    [[0, 12], 13, false],
    [[6, 17], 5, false],
    [[6, 17], 6, true],
    [[6, 17], 17, true],
    [[6, 17], 18, false],
    [[13, 17], 12, false],
    [[13, 17], 13, true],
    [[13, 17], 17, true],
    [[13, 17], 18, false],
  ])('a service for %j, a child of %i: %s', (ages, age, expected) => {
    expect(fits(service('one', { ages }), { age })).toBe(expected);
  });

  test.each<[number, number]>([
    [0, 5],
    [0, 12],
    [6, 17],
    [13, 17],
  ])('an age that is not known never fits the printed limit %i–%i', (least, most) => {
    const one = service('one', { ages: [least, most] });
    expect(fitOf(one, wanted())).toEqual({ fits: false, why: 'other-age' });
    expect(fitOf(one, wanted({ adult: true }))).toEqual({ fits: false, why: 'other-age' });
    expect(fitOf(one, wanted({ age: 'unborn' }))).toEqual({ fits: false, why: 'other-age' });
  });

  test.each<[number, boolean, boolean]>([
    [4, true, false],
    [5, false, false],
    [5, true, true],
    [6, false, true],
    [17, false, true],
    [18, true, false],
  ])('from pre-primary to 17: %i years, said to be in pre-primary %s: %s', (age, prePrimary, expected) => {
    const one = service('one', { ages: [6, 17], 'from-pre-primary': true });
    expect(fits(one, { age, prePrimary })).toBe(expected);
  });

  test('pre-primary moves no limit that does not name it', () => {
    expect(fits(service('one', { ages: [6, 17] }), { age: 5, prePrimary: true })).toBe(false);
  });

  test('a printed limit counts for more than whom the name speaks of', () => {
    expect(fits(service('one', { ages: [0, 5], for: ['anyone'] }), { age: 6 })).toBe(false);
  });
});

describe('whom the name speaks of', () => {
  test.each<[Wanted['age'], readonly string[]]>([
    [undefined, []],
    ['unborn', ['unborn']],
    [0, ['baby', 'under-school']],
    [1, ['under-school']],
    [6, ['under-school']],
    [7, ['school-age']],
    [12, ['school-age']],
    [13, ['school-age', 'young-person']],
    [17, ['school-age', 'young-person']],
    [18, ['adult']],
    [24, ['adult']],
  ])('somebody of age %s is %j', (age, classes) => {
    expect(classesOf(age)).toEqual(classes);
  });

  test('a service for the unborn fits the unborn only', () => {
    const one = service('one', { for: ['unborn'] });
    expect(fits(one, { age: 'unborn' })).toBe(true);
    expect(fits(one, { age: 0 })).toBe(false);
  });

  test('a service for anyone, or that speaks of nobody, fits an age that is not known', () => {
    expect(fits(service('one', { for: ['anyone'] }), {})).toBe(true);
    expect(fits(service('one'), {})).toBe(true);
  });

  test('a service for young people does not fit an age that is not known', () => {
    expect(fitOf(service('one', { for: ['young-person'] }), wanted())).toEqual({ fits: false, why: 'other-age' });
  });

  test("a service for adults fits the parent's own matter, whatever the child's age", () => {
    const one = service('one', { for: ['adult'] });
    expect(fits(one, { age: 3, adult: true })).toBe(true);
    expect(fits(one, { adult: true })).toBe(true);
    expect(fits(one, { age: 3, adult: false })).toBe(false);
  });

  test('a young person becomes an adult at eighteen', () => {
    const young = service('one', { for: ['young-person'] });
    const adult = service('two', { for: ['adult'] });
    expect([17, 18].map((age) => fits(young, { age }))).toEqual([true, false]);
    expect([17, 18].map((age) => fits(adult, { age }))).toEqual([false, true]);
  });
});

describe('need, area and floor', () => {
  test('a service of another need does not fit', () => {
    expect(fitOf(service('one', { needs: ['housing'] }), wanted())).toEqual({ fits: false, why: 'other-need' });
    expect(fitOf(service('one', { needs: [] }), wanted())).toEqual({ fits: false, why: 'other-need' });
  });

  test('a service of some areas fits those areas only, and never an area that is not known', () => {
    const one = service('one', { areas: ['north'] });
    expect(fits(one, { area: 'north' })).toBe(true);
    expect(fitOf(one, wanted({ area: 'south' }))).toEqual({ fits: false, why: 'other-area' });
    expect(fitOf(one, wanted())).toEqual({ fits: false, why: 'other-area' });
  });

  test('a service without areas is offered everywhere', () => {
    expect(fits(service('one'), { area: 'south' })).toBe(true);
    expect(fits(service('one'), {})).toBe(true);
  });

  test.each<[1 | 2 | 3, 1 | 2 | 3 | undefined, boolean]>([
    [1, 1, true],
    [2, 1, false],
    [3, 1, false],
    [1, 2, true],
    [2, 2, true],
    [3, 2, false],
    [3, 3, true],
    [3, undefined, true],
  ])('a service of floor %s for a worry that reaches floor %s: %s', (floor, worry, expected) => {
    expect(fits(service('one', { floor }), { floor: worry })).toBe(expected);
  });

  test('a service without a floor fits any worry', () => {
    expect(fits(service('one', { floor: null }), { floor: 1 })).toBe(true);
  });

  test.each([
    ['none', 1],
    ['small', 2],
    ['big', 3],
    ['unknown', undefined],
    [undefined, undefined],
  ] as const)('a worry that is %s reaches floor %s', (worry, floor) => {
    expect(floorOf(worry)).toBe(floor);
  });

  test('tells why it fits', () => {
    expect(fitOf(service('one'), wanted({ age: 4 }))).toEqual({ fits: true, why: ['need=separation', 'age=4'] });
    expect(fitOf(service('one'), wanted())).toEqual({ fits: true, why: ['need=separation'] });
  });
});

describe('the order of what is offered', () => {
  const names = (all: readonly Service[], more: Partial<Wanted> = {}): string[] =>
    servicesFor(all, wanted(more)).map((one) => one.service.id);

  test('the floor nearest to the worry comes first and general guidance last', () => {
    const all = [
      service('guidance', { general: true }),
      service('first-floor', { floor: 1 }),
      service('third-floor', { floor: 3 }),
      service('second-floor', { floor: 2 }),
    ];
    expect(names(all, { floor: 3 })).toEqual(['third-floor', 'second-floor', 'first-floor', 'guidance']);
    expect(names(all, { floor: 2 })).toEqual(['second-floor', 'first-floor', 'guidance']);
    expect(names(all, { floor: 1 })).toEqual(['first-floor', 'guidance']);
  });

  test("among equals the region's own order stays", () => {
    expect(names([service('b'), service('a'), service('c')])).toEqual(['b', 'a', 'c']);
  });

  test('the list it was given stays as it was', () => {
    const all = [service('guidance', { general: true }), service('one')];
    names(all);
    expect(all.map((one) => one.id)).toEqual(['guidance', 'one']);
  });
});

describe('of any services and any family', () => {
  const areas = ['north', 'south'];
  const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
  const anyService: fc.Arbitrary<Service> = fc
    .record({
      floor: fc.constantFrom(1 as const, 2 as const, 3 as const, null),
      needs: fc.subarray(['separation', 'housing']),
      limits: some(fc.tuple(fc.nat(24), fc.nat(24))),
      whom: some(fc.subarray([...ageClasses], { minLength: 1 })),
      where: some(fc.subarray(areas)),
      general: some(fc.boolean()),
    })
    .map(({ floor, needs, limits, whom, where, general }) =>
      service('one', {
        floor,
        needs,
        ...(limits ? { ages: [Math.min(...limits), Math.max(...limits)] } : {}),
        ...(whom ? { for: whom } : {}),
        ...(where ? { areas: where } : {}),
        ...(general === undefined ? {} : { general }),
      }),
    );
  const anyWanted: fc.Arbitrary<Wanted> = fc.record({
    need: fc.constantFrom('separation', 'housing'),
    age: some(fc.oneof(fc.nat(24), fc.constant('unborn' as const))),
    area: some(fc.constantFrom(...areas)),
    floor: some(fc.constantFrom(1 as const, 2 as const, 3 as const)),
    adult: fc.boolean(),
  });

  test('whatever is offered fits by need, age, area and floor', () => {
    fc.assert(
      fc.property(fc.array(anyService), anyWanted, (all, family) => {
        for (const { service: one } of servicesFor(all, family)) {
          expect(one.needs).toContain(family.need);
          if (one.ages) {
            expect(typeof family.age).toBe('number');
            expect(Number(family.age)).toBeGreaterThanOrEqual(one.ages[0]);
            expect(Number(family.age)).toBeLessThanOrEqual(one.ages[1]);
          }
          if (one.areas) expect(one.areas).toContain(family.area);
          if (family.floor !== undefined && one.floor !== null) expect(one.floor).toBeLessThanOrEqual(family.floor);
        }
      }),
    );
  });

  test('nothing that fits is left out, and general guidance is always last', () => {
    fc.assert(
      fc.property(fc.array(anyService), anyWanted, (all, family) => {
        const offered = servicesFor(all, family).map((one) => one.service);
        expect(new Set(offered)).toEqual(new Set(all.filter((one) => fitOf(one, family).fits)));
        const general = offered.map((one) => one.general === true);
        expect(general).toEqual([...general].sort((one, other) => Number(one) - Number(other)));
      }),
    );
  });
});

test('what the family already has is not offered again, and the reason says so', () => {
  expect(fitOf(service('one'), wanted({ inUse: ['one'] }))).toEqual({ fits: false, why: 'in-use' });
  expect(fitOf(service('one'), wanted({ inUse: ['other'] })).fits).toBe(true);
});

test('services of the proposed segment come first, but the floor counts for more and general guidance stays last', () => {
  const services = [
    service('general', { general: true, segments: ['omatoimi'] }),
    service('light', { floor: 1, segments: ['verkosto'] }),
    service('other', { floor: 2, segments: ['omatoimi'] }),
    service('own', { floor: 2, segments: ['omatoimi', 'verkosto'] }),
  ];
  const order = servicesFor(services, wanted({ floor: 2, segment: 'verkosto' })).map((one) => one.service.id);
  expect(order).toEqual(['own', 'other', 'light', 'general']);
});
